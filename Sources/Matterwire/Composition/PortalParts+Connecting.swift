import Connectors
import Records
import Storage
import Sync

extension PortalParts {
    /// Connects a firm's ActionStep and returns when every matter is in. Processors must be running beside it. What
    /// an earlier process has begun is gone on with; a firm whose hooks all stand is not imported again.
    func bringIn(
        _ firm: Firm, with credentials: ActionStepDialect.Credentials, address: String
    ) async throws -> Source {
        let source = try await connector.store(
            .init(
                firm: firm, sourceID: ActionStepDialect.system, system: ActionStepDialect.system,
                apiEndpoint: credentials.grant.apiEndpoint, credentials: credentials.bytes))
        let practice = try practices.practice(for: source)
        let mayHaveMissed = try await connector.registerHooks(
            for: source, events: ActionStepDialect.events, address: address, at: practice)
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
