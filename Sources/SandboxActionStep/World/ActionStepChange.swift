import Delivery
import Matters
import SandboxKit
import Storage
import Webhooks

/// One change: rows and the events about them, written in one transaction.
struct ActionStepChange {
    /// Of all resources; each has at most one of them.
    static let modificationColumns = ["modified_timestamp", "last_modified_timestamp", "last_modified_time_stamp"]

    let transaction: any Writing
    let outbox: Outbox
    /// The time written into rows.
    let now: Instant
    /// The time from which delivery schedules start; the test clock moves it.
    let due: Instant

    func find(_ resource: Resource, _ id: some StringProtocol) throws -> ActionStepRecord {
        guard let record = try ActionStepTables.find(resource, text: id, in: transaction) else {
            throw RequestFailure.notFound("\(resource.name) \(id) was not found")
        }
        return record
    }

    func publish(_ event: String?, _ record: ActionStepRecord) throws {
        guard let event else { return }
        try outbox.publish(
            OutboundEvent(
                contract: .actionstep, type: event, resourceType: record.resource.name, resourceID: record.idText,
                resource: Presentation.resourceObject(record), orderingKey: orderingKey(record)),
            in: transaction, at: due)
    }

    /// The matter's id; for a record without a matter, the record itself.
    private func orderingKey(_ record: ActionStepRecord) -> String {
        if record.resource.name == "actions" { return record.idText }
        let link = record.resource.link("action").flatMap { record.text($0.column) }
        return link ?? record.resource.name + " " + record.idText
    }

    /// Stores a new record, with the values that the system fills in, and publishes its event.
    @discardableResult func create(_ resource: Resource, _ values: [String: SQLValue]) throws -> ActionStepRecord {
        var record = ActionStepRecord(resource, values)
        record["id"] = try newID(resource, values)
        try fill(&record)
        try derive(&record, from: nil)
        try check(record)
        if try ActionStepTables.find(resource, record.id, in: transaction) != nil {
            throw RequestFailure.badRequest("\(resource.name) \(record.idText) exists already")
        }
        try ActionStepTables.insert(record, in: transaction)
        try updatePrimaryParticipants(record)
        try publish(resource.events.created, record)
        return record
    }

    @discardableResult func update(_ record: ActionStepRecord, _ values: [String: SQLValue]) throws -> ActionStepRecord
    {
        var changed = record
        for (column, value) in values { changed[column] = value }
        guard changed.values != record.values else { return record }
        stamp(&changed, Self.modificationColumns)
        try derive(&changed, from: record)
        try check(changed)
        try ActionStepTables.update(changed, in: transaction)
        try publish(record.resource.events.updated, changed)
        if record.resource.name == "actions" { try updateRelatedMatters(of: changed, before: record) }
        if record.resource.name == "datacollectionrecordvalues" { try publishRecord(of: changed) }
        return changed
    }

    func delete(_ record: ActionStepRecord) throws {
        let deleted = try remove(record)
        switch record.resource.name {
        case "datacollectionrecords": try deleteValues(record)
        case "actionfolders": try moveContents(ofDeleted: record)
        case "actiondocuments": try deleteFile(of: record)
        case "actionparticipants": try updatePrimaryParticipants(record)
        default: break
        }
        try publish(record.resource.events.deleted, deleted)
    }

    /// Deletes the row, or marks it where the vendor keeps deleted records.
    private func remove(_ record: ActionStepRecord) throws -> ActionStepRecord {
        guard record.resource.keepsDeleted else {
            try ActionStepTables.delete(record, in: transaction)
            return record
        }
        var deleted = record
        deleted["is_deleted"] = 1
        stamp(&deleted, ["deleted_timestamp"] + Self.modificationColumns)
        if record.resource.name == "actions" {
            deleted["deleted_by"] = try currentPerson()["display_name"]
        }
        try ActionStepTables.update(deleted, in: transaction)
        return deleted
    }

    /// Publishes the event of a value's record: a changed value is an update of the record.
    func publishRecord(of value: ActionStepRecord) throws {
        guard let id = value.text("data_collection_record_id") else { return }
        let record = try find(Catalogue.collectionRecords, id)
        try publish(record.resource.events.updated, record)
    }
}

/// The simulated firm's store, clocks and outbox.
struct ActionStepWorld: Sendable {
    let store: any Store
    let clock: WallClock
    /// The time that delivery schedules follow.
    let scheduleClock: WallClock
    let outbox: Outbox

    func change<Result: Sendable>(
        _ body: @Sendable @escaping (ActionStepChange) throws -> Result
    ) async throws -> Result {
        let now = clock()
        let due = scheduleClock()
        return try await store.write { [outbox] transaction in
            try body(ActionStepChange(transaction: transaction, outbox: outbox, now: now, due: due))
        }
    }
}
