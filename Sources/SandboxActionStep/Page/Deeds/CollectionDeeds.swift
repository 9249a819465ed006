import FoundationEssentials
import Matters
import SandboxKit
import Storage
import Webhooks

/// The matter's own fields: one set of key dates, a list of outstanding items.
extension Deed {
    static let collections = [setValues, addRecord, editRecord, tickItem, deleteRecord]

    /// Of a collection that a matter has once.
    static let setValues = Deed(
        "values", done: "The fields were changed.",
        fires: [.dataCollectionRecordValueUpdated, .dataCollectionRecordUpdated]
    ) { form, matter, change in
        let collection = try collection(of: form)
        let known = try change.values(of: collection, matter: matter)
        for field in collection.fields {
            let text = try text(field, form)
            guard text != known[field.name] ?? "" else { continue }
            try change.setField(field.name, of: collection.name, of: matter, to: text)
        }
    }

    /// The vendor announces the values of a new record, and not the record.
    static let addRecord = Deed(
        "record", done: "The entry was added.",
        fires: [.dataCollectionRecordValueUpdated, .dataCollectionRecordUpdated]
    ) { form, matter, change in
        let collection = try collection(of: form)
        let texts = try collection.fields.map { ($0.name, try text($0, form)) }
        guard texts.contains(where: { !["", "F"].contains($0.1) }) else {
            throw RequestFailure.badRequest("Fill in a field.")
        }
        let id = FirmSetUp.collectionID(collection.name, of: matter.integer("action_type_id") ?? 0)
        let record = try change.create(
            Catalogue.collectionRecords, ["action_id": matter.id, "data_collection_id": .integer(id)])
        for (name, text) in texts where !text.isEmpty {
            _ = try change.setValue("\(id)--\(name)--\(record.idText)", to: text)
        }
    }

    static let editRecord = Deed(
        "record-edit", done: "The entry was changed.",
        fires: [.dataCollectionRecordValueUpdated, .dataCollectionRecordUpdated]
    ) { form, matter, change in
        let collection = try collection(of: form)
        let record = try record(form, collection, of: matter, change)
        for field in collection.fields {
            try change.set(field.name, of: record, to: try text(field, form))
        }
    }

    static let tickItem = Deed(
        "item", done: "The item was changed.", fires: [.dataCollectionRecordValueUpdated, .dataCollectionRecordUpdated]
    ) { form, matter, change in
        let record = try record(form, FirmSetUp.outstanding, of: matter, change)
        try change.set("done", of: record, to: form["done"] == "T" ? "T" : "F")
    }

    static let deleteRecord = Deed(
        "record-delete", done: "The entry was deleted.", fires: [.dataCollectionRecordDeleted]
    ) {
        form, matter, change in
        try change.delete(try change.row(Catalogue.collectionRecords, form, of: matter))
    }

    private static func collection(of form: Submission) throws -> FirmSetUp.Collection {
        guard let collection = FirmSetUp.collection(form["collection"]) else {
            throw RequestFailure.badRequest("There is no such collection.")
        }
        return collection
    }

    private static func record(
        _ form: Submission, _ collection: FirmSetUp.Collection, of matter: Record, _ change: WorldChange
    ) throws -> Record {
        let record = try change.row(Catalogue.collectionRecords, form, of: matter)
        let id = FirmSetUp.collectionID(collection.name, of: matter.integer("action_type_id") ?? 0)
        guard record["data_collection_id"] == .integer(id) else {
            throw RequestFailure.notFound("This matter has no such item.")
        }
        return record
    }

    /// As the system stores it; an empty answer is kept as one.
    private static func text(_ field: FirmSetUp.CollectionField, _ form: Submission) throws -> String {
        if field.isTimeOfDay, !form[field.name].isEmpty { return try form.timeOfDay(field.name, field.label) }
        switch field.type {
        case "Boolean": return form[field.name] == "T" ? "T" : "F"
        case "DateNM": return form[field.name].isEmpty ? "" : try form.date(field.name, field.label).text
        case "Money":
            let text = try form.optional(field.name, field.label)
            guard text.isEmpty || FixedPoint(text) != nil else {
                throw RequestFailure.badRequest("\(field.label) is no amount: write it as 412.50.")
            }
            return text
        default: return try form.optional(field.name, field.label, max: Submission.textCharactersMax)
        }
    }
}

extension WorldChange {
    /// Sets one field of a record if that changes it: what stays as it is is no news.
    func set(_ field: String, of record: Record, to text: String) throws {
        let id = "\(record.text("data_collection_id") ?? "")--\(field)--\(record.idText)"
        let known = try WorldTables.find(Catalogue.collectionValues, .text(id), in: transaction)
        guard text != known?.text("string_value") ?? "" else { return }
        _ = try setValue(id, to: text)
    }

    /// What stands in a collection that a matter has once, by field.
    func values(of collection: FirmSetUp.Collection, matter: Record) throws -> [String: String] {
        try CollectionReading(of: matter, in: transaction).entries(of: collection).first?.values ?? [:]
    }
}
