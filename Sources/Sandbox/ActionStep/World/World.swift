package import Delivery
package import Matters
package import Storage

/// The simulated firm, on a store of its own.
package struct World: Sendable {
    /// The firm under which the sandbox's rows, hooks and deliveries stand.
    package static let firmID = WorldTables.firmID

    let store: any Store
    let clock: WallClock
    /// The time that schedules follow.
    let scheduleClock: WallClock
    let outbox: Outbox

    package init(
        store: any Store, clock: @escaping WallClock, scheduleClock: @escaping WallClock, outbox: Outbox
    ) {
        (self.store, self.clock, self.scheduleClock, self.outbox) = (store, clock, scheduleClock, outbox)
    }

    func change<Result: Sendable>(
        _ body: @Sendable @escaping (WorldChange) throws -> Result
    ) async throws -> Result {
        let (now, due) = (clock(), scheduleClock())
        return try await store.write { [outbox] transaction in
            try body(WorldChange(transaction: transaction, outbox: outbox, now: now, due: due))
        }
    }
}
