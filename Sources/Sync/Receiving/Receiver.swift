package import Matters
package import Records
package import Storage
import Webhooks

/// Stores notices: one durable write, then the answer. Everything else happens later.
package final class Receiver: Sendable {
    private let commit: GroupCommit<Receipt, Void>
    private let now: WallClock

    package static let batchMax = 128
    package static let waitingMax = 20_000

    package init(store: any Store, now: @escaping WallClock) {
        self.now = now
        commit = GroupCommit(batchMax: Self.batchMax, waitingMax: Self.waitingMax) { receipts in
            // Not cancelled with the request: a sender that hung up has still sent its notice, and others share the batch.
            do { try await store.write { try Inbox.append(receipts, in: $0) } } catch StoreError.undecided {
                // A duplicate is recognised and harmless; an answer of 503 would make the sender disable the hook.
                try await store.write { try Inbox.append(receipts, in: $0) }
            }
            return receipts.map { _ in }
        }
    }

    /// Returns once the notice is on disk.
    /// - Throws: `StoreError` when it could not be stored; then the sender must not be answered 200.
    /// - Parameters:
    ///   - body: the first bytes of what was sent; what is over `Inbox.bodyStoredBytesMax` is dropped.
    ///   - bodyBytes: how many bytes were sent in all.
    package func receive(from source: SourceKey, event: String, body: [UInt8], bodyBytes: Int) async throws {
        let stored = body.count > Inbox.bodyStoredBytesMax ? Array(body.prefix(Inbox.bodyStoredBytesMax)) : body
        try await commit.submit(
            Receipt(source: source, event: event, body: stored, bodyBytes: bodyBytes, receivedAt: now()))
    }
}
