package import Matters
package import Records
import Synchronization

/// One client for each source of this process: all callers share its grant, so that it is refreshed once, and its rate
/// limit, so that together they stay below what the practice system allows.
package final class PracticeClients: Sendable {
    package typealias Make = @Sendable (Source) throws -> any PracticeSystem

    private struct Entry {
        let connectedAt: Instant
        let client: any PracticeSystem
    }
    private let make: Make
    private let entries = Mutex<[SourceKey: Entry]>([:])

    package init(make: @escaping Make) { self.make = make }

    /// A source that was connected again gets a new client, because the old one holds a grant that is gone.
    /// - Throws: whatever `make` throws, when the stored credentials cannot be used.
    package func client(for source: Source) throws -> any PracticeSystem {
        try entries.withLock { entries in
            if let known = entries[source.key], known.connectedAt == source.connectedAt { return known.client }
            let made = try make(source)
            entries[source.key] = Entry(connectedAt: source.connectedAt, client: made)
            return made
        }
    }
}
