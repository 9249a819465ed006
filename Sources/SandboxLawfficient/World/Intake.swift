import Delivery
import Matters
import SandboxKit
import Storage
import Webhooks

/// The intake desk of the simulated firm, as Lawfficient keeps it.
struct Intake: Sendable {
    static let firm = SQLValue.text(SandboxFirm.id)

    let store: any Store
    let clock: WallClock
    /// The time that the schedules of notices follow.
    let scheduleClock: WallClock
    let outbox: Outbox
    /// Under which the secrets of endpoints are kept.
    let sealer: Sealer
    let random: RandomBytes

    /// Makes the firm and its first key, which opens everything, unless they stand.
    func begin(_ seed: IntakeSeed) async throws {
        try await change { change in
            guard try Office.statuses(in: change.transaction).isEmpty else { return }
            try seed.write(in: change.transaction)
            _ = try change.createKey(name: "Sandbox", scopes: APIScope.allCases)
        }
    }

    /// How many of everything.
    static func counts(in reading: any Reading) throws -> JSONValue {
        [
            "leads": .integer(Int64(try Leads.count(in: reading))),
            "consultations": .integer(Int64(try Consultations.count(in: reading))),
            "attorneys": .integer(Int64(try Office.staff(in: reading).count(where: \.isSchedulable))),
        ]
    }

    func change<Result: Sendable>(
        _ body: @Sendable @escaping (IntakeChange) throws -> Result
    ) async throws -> Result {
        let (now, due) = (clock(), scheduleClock())
        return try await store.write { [outbox, sealer, random] transaction in
            // Whether a slot is free and whether a request has come before is decided by what is read here.
            try transaction.takeAdvisoryLock("lawfficient")
            return try body(
                IntakeChange(
                    transaction: transaction, now: now, due: due, outbox: outbox, sealer: sealer, random: random))
        }
    }
}

/// One change at the intake desk: rows and the notices of them, written in one transaction.
struct IntakeChange {
    let transaction: any Writing
    /// What the rows are stamped with.
    let now: Instant
    /// What the schedules of the notices start from; the test clock moves it.
    let due: Instant
    let outbox: Outbox
    let sealer: Sealer
    let random: RandomBytes

    func newID() -> String { UUIDText.make(from: random(UUIDText.bytesCount)) }

    /// The next place in the order in which the rows of a table came.
    func nextNumber(in table: String) throws -> Int64 {
        let last = try transaction.row(
            "SELECT coalesce(max(number), 0) FROM \(table) WHERE firm_id = $1", [Intake.firm])
        return (last?.integer(0) ?? 0) + 1
    }

    /// - Parameters:
    ///   - resource: as the interface returns it once the whole change is made.
    ///   - leadID: what is told of one lead and its consultations arrives in order.
    func announce(_ event: LawfficientEvent, _ id: String, _ resource: JSONValue, of leadID: String) throws {
        try outbox.publish(self.event(event, id, resource, of: leadID), in: transaction, at: due)
    }

    func event(_ event: LawfficientEvent, _ id: String, _ resource: JSONValue, of leadID: String) -> OutboundEvent {
        OutboundEvent(
            contract: .lawfficient, type: event.rawValue, resourceType: event.resource.rawValue, resourceID: id,
            resource: resource, orderingKey: leadID)
    }
}
