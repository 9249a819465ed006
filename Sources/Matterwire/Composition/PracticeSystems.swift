import Connectors
import Egress
import Matters
import Records
import Sync
import Webhooks

/// The practice systems that the product can be connected with; a new one is one line here, a `PracticeSystemAdapter` in
/// `Webhooks`, and a `PracticeSystemConnector` with its `PracticeSystem` in `Connectors`.
enum PracticeSystems {
    static let registry = ConnectorRegistry([ActionStepConnector()])
    static var adapters: PracticeSystemAdapters { registry.adapters }
    static var names: [String] { adapters.all.map(\.system) }

    /// - Throws: `CommandFailure` when the stored credentials cannot be read.
    static func client(
        for source: Source, connector: SourceConnector, http: GuardedHTTPClient
    ) throws -> any PracticeSystem {
        guard let system = registry[source.system] else {
            throw CommandFailure.couldNotRun("\(source.system) is not known to this version; upgrade the program")
        }
        let vault = CredentialVault(
            load: { try await connector.stored(source).map(connector.credentials) },
            change: { try await connector.changeCredentials(of: source, apiEndpoint: $0, $1) })
        do {
            return try system.client(
                credentials: try connector.credentials(of: source), vault: vault,
                surroundings: ConnectorSurroundings(http: http, clock: ContinuousClock(), now: SystemClock.now))
        } catch is CredentialFailure {
            throw CommandFailure.couldNotRun("the grant of \(source.firmID) cannot be read; connect the firm again")
        }
    }
}
