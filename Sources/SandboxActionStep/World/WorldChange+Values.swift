import FoundationEssentials
import Matters
import SandboxKit
import Storage

/// Values of data collections: the matter's own fields.
extension WorldChange {
    /// Sets a value of an existing record; the value's own row is made when it is the first one.
    func setValue(_ valueID: String, to text: String?) throws -> Record {
        let stored = text.map { SQLValue.text($0) } ?? .null
        if let known = try WorldTables.find(Catalogue.collectionValues, .text(valueID), in: transaction) {
            return try update(known, ["string_value": stored])
        }
        let value = try newValue(valueID, stored)
        try WorldTables.insert(value, in: transaction)
        try announce(value.resource.events.updated, value)
        try announceRecord(of: value)
        return value
    }

    /// `<collection>--<field>--<record>`; the record and the field must exist and belong together.
    private func newValue(_ id: String, _ stored: SQLValue) throws -> Record {
        let parts = id.components(separatedBy: "--")
        guard parts.count == 3 else { throw RequestFailure.notFound("datacollectionrecordvalues \(id) was not found") }
        let record = try find(Catalogue.collectionRecords, parts[2])
        let field = try find(Catalogue.collectionFields, parts[0] + "--" + parts[1])
        guard record["data_collection_id"] == field["data_collection_id"] else {
            throw RequestFailure.badRequest("Record \(parts[2]) is not of collection \(parts[0])")
        }
        return Record(
            Catalogue.collectionValues, id: .text(id),
            [
                "string_value": stored, "last_modified_time_stamp": .integer(now.milliseconds),
                "last_modified_by_user_id": .integer(Self.userID), "action_id": record["action_id"],
                "data_collection_field_id": field.id, "data_collection_record_id": record.id,
                "data_collection_id": record["data_collection_id"],
            ])
    }

    /// Sets a field of a collection that holds one record for each matter, by name.
    func setField(_ field: String, of collection: String, of matter: Record, to text: String) throws {
        guard
            let collection = try WorldTables.select(
                Catalogue.collections, where: "name = $2 AND action_type_id = $3",
                [.text(collection), matter["action_type_id"]], in: transaction
            ).first
        else { throw RequestFailure.notFound("This matter's type has no collection \(collection)") }
        let known = try WorldTables.select(
            Catalogue.collectionRecords, where: "action_id = $2 AND data_collection_id = $3",
            [matter.id, collection.id], in: transaction
        ).first
        let record =
            try known
            ?? create(
                Catalogue.collectionRecords, ["action_id": matter.id, "data_collection_id": collection.id])
        _ = try setValue(collection.idText + "--" + field + "--" + record.idText, to: text)
    }

    /// The values go with their record; nothing announces them.
    func emptyRecord(_ record: Record) throws {
        try transaction.run(
            "DELETE FROM actionstep_datacollectionrecordvalues WHERE firm_id = $1 AND data_collection_record_id = $2",
            [SandboxFirm.idValue, record.id])
    }
}
