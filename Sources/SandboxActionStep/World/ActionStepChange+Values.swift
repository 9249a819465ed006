import FoundationEssentials
import SandboxKit
import Storage

/// Values of data collections.
extension ActionStepChange {
    /// Sets a value of an existing record; the first value inserts its row.
    @discardableResult func setValue(_ valueID: String, to text: String?) throws -> ActionStepRecord {
        let stored = SQLValue(text)
        if let known = try ActionStepTables.find(Catalogue.collectionValues, .text(valueID), in: transaction) {
            return try update(known, ["string_value": stored])
        }
        let value = try newValue(valueID, stored)
        try ActionStepTables.insert(value, in: transaction)
        try publish(value.resource.events.updated, value)
        try publishRecord(of: value)
        return value
    }

    /// The id is `<collection>--<field>--<record>`; record and field must exist and belong to the same collection.
    private func newValue(_ id: String, _ stored: SQLValue) throws -> ActionStepRecord {
        let parts = id.components(separatedBy: "--")
        guard parts.count == 3 else { throw RequestFailure.notFound("datacollectionrecordvalues \(id) was not found") }
        let record = try find(Catalogue.collectionRecords, parts[2])
        let field = try find(Catalogue.collectionFields, parts[0] + "--" + parts[1])
        guard record["data_collection_id"] == field["data_collection_id"] else {
            throw RequestFailure.badRequest("Record \(parts[2]) is not of collection \(parts[0])")
        }
        return Catalogue.collectionValues.record([
            "id": .text(id), "string_value": stored, "last_modified_time_stamp": now.stored,
            "last_modified_by_user_id": .integer(Self.userID), "action_id": record["action_id"],
            "data_collection_field_id": field.id, "data_collection_record_id": record.id,
            "data_collection_id": record["data_collection_id"],
        ])
    }

    /// Sets a field by name, in a collection with one record for each matter.
    func setField(_ field: String, of collection: String, of matter: ActionStepRecord, to text: String) throws {
        guard
            let collection = try ActionStepTables.select(
                Catalogue.collections, where: "name = $2 AND action_type_id = $3",
                [.text(collection), matter["action_type_id"]], in: transaction
            ).first
        else { throw RequestFailure.notFound("This matter's type has no collection \(collection)") }
        let known = try ActionStepTables.select(
            Catalogue.collectionRecords, where: "action_id = $2 AND data_collection_id = $3",
            [matter.id, collection.id], in: transaction
        ).first
        let values = ["action_id": matter.id, "data_collection_id": collection.id]
        let record = try known ?? create(Catalogue.collectionRecords, values)
        try setValue(collection.idText + "--" + field + "--" + record.idText, to: text)
    }

    /// Deletes the values of a deleted record; the vendor sends no events for them.
    func deleteValues(_ record: ActionStepRecord) throws {
        try transaction.run(
            "DELETE FROM actionstep_datacollectionrecordvalues WHERE firm_id = $1 AND data_collection_record_id = $2",
            [SandboxFirm.idValue, record.id])
    }
}
