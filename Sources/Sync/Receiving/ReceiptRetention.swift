package import Matters
import Records
package import Storage

/// Deletes receipts that were sorted long ago, so that the inbox stays small. Dead letters stay until a person has looked
/// into them.
package struct ReceiptRetention<Time: Clock>: Sendable where Time.Duration == Duration {
    private let store: any Store
    private let clock: Time
    private let now: WallClock

    /// Long enough to look into what a practice system has sent.
    package static var retention: Duration { .seconds(30 * 86_400) }
    package static var interval: Duration { .seconds(3_600) }
    static var receiptsPerTransactionMax: Int { 1_000 }

    package init(store: any Store, clock: Time, now: @escaping WallClock) {
        self.store = store
        self.clock = clock
        self.now = now
    }

    /// Works until cancelled. A failed pass is repeated by the next one.
    /// - Throws: `CancellationError`
    package func run() async throws {
        while !Task.isCancelled {
            try? await removeExpired()
            try await clock.sleep(for: Self.interval)
        }
    }

    /// In small transactions, so that no notice waits for a large one.
    /// - Throws: `StoreError`
    package func removeExpired() async throws {
        let moment = now()
        var removed = Self.receiptsPerTransactionMax
        while removed == Self.receiptsPerTransactionMax {
            removed = try await store.write {
                try Inbox.removeSorted(
                    before: moment - Self.retention, limit: Self.receiptsPerTransactionMax, in: $0)
            }
        }
    }
}
