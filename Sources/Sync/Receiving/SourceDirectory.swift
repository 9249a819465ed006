package import Records
package import Storage
import Synchronization
import Webhooks

/// Which source a hook URL's token belongs to, kept in memory: the receiver asks for every notice.
package final class SourceDirectory: Sendable {
    private struct Entry {
        let key: SourceKey
        let system: String
    }
    private let store: any Store
    private let entries = Mutex<[String: Entry]>([:])

    package init(store: any Store) { self.store = store }

    /// Nil only when the database knows no such token: a 404 disables a hook, so a token that is not in memory, because
    /// its source was connected a moment ago, is looked up in the database first.
    /// - Throws: `StoreError`
    package func source(forToken token: String, system: String) async throws -> SourceKey? {
        let hash = Secret.hash(token)
        if let known = entries.withLock({ $0[hash] }) { return known.system == system ? known.key : nil }
        guard let source = try await store.read({ try Sources.find(tokenHash: hash, in: $0) }) else { return nil }
        let entry = Entry(key: source.key, system: source.system)
        entries.withLock { $0[hash] = entry }
        return entry.system == system ? entry.key : nil
    }

    /// Reads all tokens again, so that a withdrawn one is removed from memory.
    private func reload() async throws {
        let sources = try await store.read { try Sources.all(in: $0) }
        let fresh = Dictionary(
            sources.map { ($0.hookTokenHash, Entry(key: $0.key, system: $0.system)) },
            uniquingKeysWith: { first, _ in first })
        entries.withLock { $0 = fresh }
    }

    /// Reloads whenever settings change, until cancelled. When that fails, the tokens in memory stay valid.
    package func run() async {
        let changes = store.listen(to: .settings)
        // A source may have been connected before the subscription began.
        try? await reload()
        for await _ in changes { try? await reload() }
    }
}
