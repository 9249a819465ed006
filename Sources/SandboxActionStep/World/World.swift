import Delivery
import Matters
import Storage

/// The simulated firm, on the sandbox's store.
struct World: Sendable {
    let store: any Store
    let clock: WallClock
    /// The time that schedules follow.
    let scheduleClock: WallClock
    let outbox: Outbox

    func change<Result: Sendable>(
        _ body: @Sendable @escaping (WorldChange) throws -> Result
    ) async throws -> Result {
        let now = clock()
        let due = scheduleClock()
        return try await store.write { [outbox] transaction in
            try body(WorldChange(transaction: transaction, outbox: outbox, now: now, due: due))
        }
    }
}
