package import Matters
package import Records
package import Storage
import Synchronization
import Webhooks

/// Takes notices in: one durable write, then the answer. Everything else happens later.
package final class Receiver: Sendable {
    private let commit: GroupCommit<Receipt, Void>
    private let now: WallClock

    package static let batchMax = 128
    package static let waitingMax = 20_000

    package init(store: any Store, now: @escaping WallClock) {
        self.now = now
        commit = GroupCommit(batchMax: Self.batchMax, waitingMax: Self.waitingMax) { receipts in
            // Whoever hung up after sending the body has still sent it, and others share the batch.
            do { try await store.write { try Inbox.append(receipts, in: $0) } } catch StoreError.undecided {
                // Stored twice is recognised and does no harm; refused switches a hook off.
                try await store.write { try Inbox.append(receipts, in: $0) }
            }
            return receipts.map { _ in }
        }
    }

    /// Returns once the notice is on disk; throws when it could not be stored, and then nothing may be promised.
    /// - Parameters:
    ///   - body: the first bytes of what was sent; what is over `Inbox.bodyStoredBytesMax` is dropped.
    ///   - bodyBytes: how many bytes were sent in all.
    package func receive(from source: SourceKey, event: String, body: [UInt8], bodyBytes: Int) async throws {
        let stored = body.count > Inbox.bodyStoredBytesMax ? Array(body.prefix(Inbox.bodyStoredBytesMax)) : body
        try await commit.submit(
            Receipt(
                firmID: source.firmID, sourceID: source.sourceID, event: event, body: stored, bodyBytes: bodyBytes,
                receivedAt: now()))
    }
}

/// Which source a hook URL's token belongs to, kept in memory: the receiver asks for every notice.
package final class SourceDirectory: Sendable {
    private struct Entry {
        let key: SourceKey
        let system: String
    }
    private let store: any Store
    private let entries = Mutex<[String: Entry]>([:])

    package init(store: any Store) { self.store = store }

    /// Nil only when the database knows no such token: a hook is switched off by a 404, so what memory does not know
    /// yet, because a source was connected a moment ago, is looked up before anything is denied.
    package func source(forToken token: String, system: String) async throws -> SourceKey? {
        let hash = Secret.hash(token)
        if let known = entries.withLock({ $0[hash] }) { return known.system == system ? known.key : nil }
        guard let source = try await store.read({ try Sources.find(tokenHash: hash, in: $0) }) else { return nil }
        let entry = Entry(key: SourceKey(firmID: source.firmID, sourceID: source.id), system: source.system)
        entries.withLock { $0[hash] = entry }
        return entry.system == system ? entry.key : nil
    }

    /// Reads all tokens anew, so that one that was withdrawn is forgotten.
    private func reload() async throws {
        let sources = try await store.read { try Sources.all(in: $0) }
        let fresh = Dictionary(
            sources.map {
                ($0.hookTokenHash, Entry(key: SourceKey(firmID: $0.firmID, sourceID: $0.id), system: $0.system))
            }, uniquingKeysWith: { first, _ in first })
        entries.withLock { $0 = fresh }
    }

    /// Reloads whenever settings change, until cancelled. When that fails, what is known stays.
    package func run() async {
        let changes = store.listen(to: .settings)
        // What was connected after the first load and before anybody listened.
        try? await reload()
        for await _ in changes { try? await reload() }
    }
}
