import Matters
import SandboxKit
import Storage
import Webhooks

/// Forms of data collections, such as key dates and outstanding items.
extension MatterFormHandler {
    static let collections = [setValues, addRecord, editRecord, tickItem, deleteRecord]
    static let valueEvents: [ActionStepEvent] = [.dataCollectionRecordValueUpdated, .dataCollectionRecordUpdated]

    /// Of a collection with one record for each matter.
    static let setValues = MatterFormHandler("values", done: "The fields were changed.", fires: valueEvents) {
        form, matter, change in
        let collection = try collection(of: form)
        let known = try CollectionReading(of: matter, in: change.transaction).values(of: collection)
        for field in collection.fields {
            let text = try text(field, form)
            guard text != known[field.name] ?? "" else { continue }
            try change.setField(field.name, of: collection.name, of: matter, to: text)
        }
    }

    /// The vendor sends events for the values of a new record, and none for the record.
    static let addRecord = MatterFormHandler("record", done: "The entry was added.", fires: valueEvents) {
        form, matter, change in
        let collection = try collection(of: form)
        let texts = try collection.fields.map { ($0.name, try text($0, form)) }
        guard texts.contains(where: { !["", "F"].contains($0.1) }) else {
            throw RequestFailure.badRequest("Fill in a field.")
        }
        let id = FirmSetUp.collectionID(collection.name, of: matter.integer("action_type_id") ?? 0)
        let record = try change.add(Catalogue.collectionRecords, to: matter, ["data_collection_id": .integer(id)])
        for (name, text) in texts where !text.isEmpty {
            try change.setValue("\(id)--\(name)--\(record.idText)", to: text)
        }
    }

    static let editRecord = MatterFormHandler("record-edit", done: "The entry was changed.", fires: valueEvents) {
        form, matter, change in
        let collection = try collection(of: form)
        let record = try record(form, collection, of: matter, change)
        for field in collection.fields { try change.set(field.name, of: record, to: try text(field, form)) }
    }

    static let tickItem = MatterFormHandler("item", done: "The item was changed.", fires: valueEvents) {
        form, matter, change in
        let record = try record(form, FirmSetUp.outstanding, of: matter, change)
        try change.set("done", of: record, to: form["done"] == "T" ? "T" : "F")
    }

    static let deleteRecord = deleting(Catalogue.collectionRecords, "record-delete", done: "The entry was deleted.")

    private static func collection(of form: Submission) throws -> FirmSetUp.Collection {
        guard let collection = FirmSetUp.collection(form["collection"]) else {
            throw RequestFailure.badRequest("There is no such collection.")
        }
        return collection
    }

    private static func record(
        _ form: Submission, _ collection: FirmSetUp.Collection, of matter: ActionStepRecord, _ change: ActionStepChange
    ) throws -> ActionStepRecord {
        let record = try change.row(Catalogue.collectionRecords, form, of: matter)
        let id = FirmSetUp.collectionID(collection.name, of: matter.integer("action_type_id") ?? 0)
        guard record["data_collection_id"] == .integer(id) else {
            throw RequestFailure.notFound("This matter has no such item.")
        }
        return record
    }

    /// The stored form of a field's value; an empty input is stored as "".
    private static func text(_ field: FirmSetUp.CollectionField, _ form: Submission) throws -> String {
        let isEmpty = form[field.name].isEmpty
        switch field.kind {
        case .tick: return form[field.name] == "T" ? "T" : "F"
        case .date: return isEmpty ? "" : try form.date(field.name, field.label).text
        case .timeOfDay: return isEmpty ? "" : try form.timeOfDay(field.name, field.label)
        case .money:
            let text = try form.optional(field.name, field.label)
            guard text.isEmpty || FixedPoint(text) != nil else {
                throw RequestFailure.badRequest("\(field.label) is no amount: write it as 412.50.")
            }
            return text
        case .line, .area, .choice: return try form.optional(field.name, field.label, max: Submission.textCharactersMax)
        }
    }
}

extension ActionStepChange {
    /// Sets a field of a record, unless it has that value already: an unchanged value causes no event.
    func set(_ field: String, of record: ActionStepRecord, to text: String) throws {
        let id = "\(record.text("data_collection_id") ?? "")--\(field)--\(record.idText)"
        let known = try ActionStepTables.find(Catalogue.collectionValues, .text(id), in: transaction)
        guard text != known?.text("string_value") ?? "" else { return }
        try setValue(id, to: text)
    }
}
