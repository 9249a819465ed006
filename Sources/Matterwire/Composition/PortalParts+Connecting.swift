import Connectors
import Records
import Storage
import Sync
import Webhooks

extension PortalParts {
    /// Connects a firm's practice system and returns when all its matters are imported. Processors must run beside it.
    /// An import that an earlier process has begun is continued; a firm whose hooks are all active is not imported
    /// again.
    /// - Throws: `CommandFailure` when the credentials are refused, `PracticeFailure` when the system cannot be asked.
    func importMatters(
        of firm: Firm, from system: any PracticeSystemConnector, credentials: SourceCredentials, address: String
    ) async throws -> Source {
        let name = system.adapter.system
        let source = try await connector.store(
            .init(
                firm: firm, sourceID: name, system: name, apiEndpoint: credentials.apiEndpoint,
                credentials: credentials.bytes))
        let mayHaveMissed = try await connector.registerHooks(
            for: source, adapter: system.adapter, address: address, at: try practices.client(for: source))
        let isNew = try await connector.isNeverSwept(source)
        if isNew || mayHaveMissed {
            _ = try await connector.requestSweep(of: source, reason: isNew ? "import" : "hooks were made anew")
        }
        while let sweepID = try await connector.openSweep(of: source) {
            try await ImportProgress(connector: connector, source: source, sweepID: sweepID).follow()
        }
        return source
    }
}
