import Delivery
import Matters
import SandboxKit
import Storage
import Webhooks

/// One change of the world: rows and the notices of them, written in one transaction.
struct WorldChange {
    let transaction: any Writing
    let outbox: Outbox
    /// What the rows are stamped with.
    let now: Instant
    /// What the schedules of the notices start from; the test clock moves it.
    let due: Instant

    func find(_ resource: Resource, _ id: some StringProtocol) throws -> Record {
        guard let value = resource.idValue(id), let record = try WorldTables.find(resource, value, in: transaction)
        else { throw RequestFailure.notFound("\(resource.name) \(id) was not found") }
        return record
    }

    func announce(_ event: String?, _ record: Record) throws {
        guard let event else { return }
        try outbox.publish(
            OutboundEvent(
                contract: .actionstep, type: event, resourceType: record.resource.name, resourceID: record.idText,
                resource: Presentation.resourceObject(record), orderingKey: orderingKey(record)),
            in: transaction, at: due)
    }

    /// The matter; for what belongs to no matter, the record itself.
    private func orderingKey(_ record: Record) -> String {
        if record.resource.name == "actions" { return record.idText }
        let link = record.resource.link("action").flatMap { record.text($0.column) }
        return link ?? record.resource.name + " " + record.idText
    }

    /// Stores a new record, with all that the system itself fills in.
    func create(_ resource: Resource, _ values: [String: SQLValue]) throws -> Record {
        var record = try Record(resource, id: newID(resource, values), taking: values)
        try fill(&record)
        try derive(&record, from: nil)
        try check(record)
        if try WorldTables.find(resource, record.id, in: transaction) != nil {
            throw RequestFailure.badRequest("\(resource.name) \(record.idText) exists already")
        }
        try WorldTables.insert(record, in: transaction)
        try settlePrimaryParticipants(record)
        try announce(resource.events.created, record)
        return record
    }

    func update(_ record: Record, _ values: [String: SQLValue]) throws -> Record {
        var changed = record
        for (column, value) in values { changed[column] = value }
        guard changed.values != record.values else { return record }
        stampModified(&changed)
        try derive(&changed, from: record)
        try check(changed)
        try WorldTables.update(changed, in: transaction)
        try announce(record.resource.events.updated, changed)
        if record.resource.name == "actions" { try settleRelatives(of: changed, before: record) }
        if record.resource.name == "datacollectionrecordvalues" { try announceRecord(of: changed) }
        return changed
    }

    func delete(_ record: Record) throws {
        let gone = try remove(record)
        switch record.resource.name {
        case "datacollectionrecords": try emptyRecord(record)
        case "actionfolders": try empty(folder: record)
        case "actiondocuments": try forgetFile(of: record)
        case "actionparticipants": try settlePrimaryParticipants(record)
        default: break
        }
        try announce(record.resource.events.deleted, gone)
    }

    /// What the vendor marks as deleted is kept, and shown to those only who ask for what was deleted.
    private func remove(_ record: Record) throws -> Record {
        guard record.resource.keepsDeleted else {
            try WorldTables.delete(record, in: transaction)
            return record
        }
        var gone = record
        gone["is_deleted"] = 1
        stampModified(&gone)
        if record.resource.name == "actions" {
            gone["deleted_timestamp"] = .integer(now.milliseconds)
            gone["deleted_by"] = try signer()["display_name"]
        }
        try WorldTables.update(gone, in: transaction)
        return gone
    }

    /// An edited value is news of its record too.
    func announceRecord(of value: Record) throws {
        guard let id = value.text("data_collection_record_id") else { return }
        let record = try find(Catalogue.collectionRecords, id)
        try announce(record.resource.events.updated, record)
    }

    private func stampModified(_ record: inout Record) {
        for field in ["modifiedTimestamp", "lastModifiedTimestamp", "last_modified_time_stamp"] {
            guard let column = record.resource.field(field)?.column else { continue }
            record[column] = .integer(now.milliseconds)
        }
    }
}
