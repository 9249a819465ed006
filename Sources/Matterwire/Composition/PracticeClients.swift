import Connectors
import Egress
import Matters
import Records
import Sync
import Synchronization

/// One client for each source of this process: whoever asks the practice system shares its grant, so that it is
/// refreshed once, and its gate, so that all of us together stay a bearable guest.
final class PracticeClients: Sendable {
    private struct Entry {
        let connectedAt: Instant
        let practice: any PracticeSystem
    }
    private let connector: SourceConnector
    private let client: GuardedHTTPClient
    private let entries = Mutex<[SourceKey: Entry]>([:])

    init(connector: SourceConnector, client: GuardedHTTPClient) {
        (self.connector, self.client) = (connector, client)
    }

    /// A source that was connected anew gets a new client: the old one holds a grant that is gone.
    func practice(for source: Source) throws -> any PracticeSystem {
        let key = SourceKey(firmID: source.firmID, sourceID: source.id)
        return try entries.withLock { entries in
            if let known = entries[key], known.connectedAt == source.connectedAt { return known.practice }
            let made = try ActionStepDialect.practice(for: source, connector: connector, client: client)
            entries[key] = Entry(connectedAt: source.connectedAt, practice: made)
            return made
        }
    }
}
