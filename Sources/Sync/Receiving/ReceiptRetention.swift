package import Matters
import Records
package import Storage

/// Deletes receipts that were sorted long ago, so that the inbox stays small. Dead letters stay until a person has looked
/// into them.
package struct ReceiptRetention: PeriodicTask {
    private let store: any Store
    private let now: WallClock

    /// Long enough to look into what a practice system has sent.
    package static let retention = Duration.seconds(30 * 86_400)
    package static let interval = Duration.seconds(3_600)
    private static let receiptsPerTransactionMax = 1_000

    package init(store: any Store, now: @escaping WallClock) {
        self.store = store
        self.now = now
    }

    /// In small transactions, so that no notice waits for a large one.
    package func runOnce() async throws {
        let moment = now()
        var removed = Self.receiptsPerTransactionMax
        while removed == Self.receiptsPerTransactionMax {
            removed = try await store.write {
                try Inbox.removeSorted(before: moment - Self.retention, limit: Self.receiptsPerTransactionMax, in: $0)
            }
        }
    }
}
