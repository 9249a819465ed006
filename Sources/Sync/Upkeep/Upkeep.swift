package import Matters
import Records
package import Storage

/// Keeps the tables from growing without end: receipts that were sorted long ago, tokens that have run out.
package struct Upkeep<Time: Clock>: Sendable where Time.Duration == Duration {
    private let store: any Store
    private let clock: Time
    private let now: WallClock

    /// Long enough to look into what a practice system has sent; parked receipts stay until somebody has.
    package static var receiptsKeptFor: Duration { .seconds(30 * 86_400) }
    package static var every: Duration { .seconds(3_600) }
    static var receiptsPerTransactionMax: Int { 1_000 }

    package init(store: any Store, clock: Time, now: @escaping WallClock) {
        (self.store, self.clock, self.now) = (store, clock, now)
    }

    /// Works until cancelled.
    package func run() async throws {
        while !Task.isCancelled {
            // What could not be done now, the rows being out of reach, is done the next time.
            try? await sweepOut()
            try await clock.sleep(for: Self.every)
        }
    }

    /// In small transactions, so that no notice has to wait for a large one.
    package func sweepOut() async throws {
        let moment = now()
        try await store.write { try Tokens.removeExpired(in: $0, at: moment) }
        var removed = Self.receiptsPerTransactionMax
        while removed == Self.receiptsPerTransactionMax {
            removed = try await store.write {
                try Inbox.removeSorted(
                    before: moment - Self.receiptsKeptFor, limit: Self.receiptsPerTransactionMax, in: $0)
            }
        }
    }
}
