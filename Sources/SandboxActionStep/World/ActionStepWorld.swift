import Delivery
import Matters
import Storage

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
