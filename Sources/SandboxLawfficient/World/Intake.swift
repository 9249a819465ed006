import Delivery
import Matters
import SandboxKit
import Storage
import Webhooks

/// Access to the data of the simulated firm's client intake.
struct Intake: Sendable {
    static let firm = SandboxFirm.idValue

    let environment: SandboxEnvironment
    var store: any Store { environment.store }

    /// Seeds the firm and its first API key, which has all scopes, at the first start.
    func seedIfEmpty(_ seed: IntakeSeed) async throws {
        try await change { change in
            guard try Office.statuses(in: change.transaction).isEmpty else { return }
            try seed.write(in: change.transaction)
            _ = try change.createKey(name: "Sandbox", scopes: APIScope.allCases)
        }
    }

    /// Row counts for `/control/world`.
    static func counts(in reading: any Reading) throws -> JSONValue {
        [
            "leads": .integer(Int64(try Leads.count(in: reading))),
            "consultations": .integer(Int64(try Consultations.count(in: reading))),
            "attorneys": .integer(Int64(try Office.staff(in: reading).count(where: \.isSchedulable))),
        ]
    }

    func change<Result: Sendable>(_ body: @Sendable @escaping (IntakeChange) throws -> Result) async throws -> Result {
        let now = environment.clock()
        let due = environment.scheduleClock()
        return try await store.write { [environment] transaction in
            // Serialises changes: free slots and idempotency keys are checked by reading before writing.
            try transaction.takeAdvisoryLock("lawfficient")
            return try body(IntakeChange(transaction: transaction, environment: environment, now: now, due: due))
        }
    }
}

/// One change of the firm's data: rows and their webhook events, in one transaction.
struct IntakeChange {
    let transaction: any Writing
    let environment: SandboxEnvironment
    /// The timestamp of the rows.
    let now: Instant
    /// The start of delivery schedules; the test clock moves it.
    let due: Instant

    func newID() -> String { UUIDText.make(from: environment.random(UUIDText.bytesCount)) }

    /// The next row number of a table, in the order of insertion.
    func nextNumber(in table: String) throws -> Int64 {
        let last = try transaction.row(
            "SELECT coalesce(max(number), 0) FROM \(table) WHERE firm_id = $1", [Intake.firm])
        return (last?.integer(0) ?? 0) + 1
    }

    /// - Parameters:
    ///   - resource: its JSON in the API after the change.
    ///   - leadID: the ordering key: events of a lead and its consultations are delivered in order.
    func publish(_ event: LawfficientEvent, _ id: String, _ resource: JSONValue, of leadID: String) throws {
        try environment.outbox.publish(self.event(event, id, resource, of: leadID), in: transaction, at: due)
    }

    func event(_ event: LawfficientEvent, _ id: String, _ resource: JSONValue, of leadID: String) -> OutboundEvent {
        OutboundEvent(
            contract: .lawfficient, type: event.rawValue, resourceType: event.resource.rawValue, resourceID: id,
            resource: resource, orderingKey: leadID)
    }
}
