import Connectors
import Egress
import Logging
import Matters
import Records
import Storage
import Sync
import Webhooks

/// How ActionStep is asked and its notices are read: the client and the reader, wired to what is stored of the grant.
enum ActionStepDialect {
    /// Names the source of a firm; a firm has one ActionStep.
    static let system = "actionstep"
    static let events = ActionStepEvent.allCases.map(\.rawValue)
    static let hooks = HookContract(events: events) { ActionStepEvent(named: $0)?.facets ?? .all }

    /// What `connect` was given and every refresh renews; sealed where it is stored.
    struct Credentials {
        var clientID: String
        var clientSecret: String
        var grant: TokenGrant

        var bytes: [UInt8] {
            let json: JSONValue = [
                "client_id": .string(clientID), "client_secret": .string(clientSecret), "grant": grant.json,
            ]
            return json.encoded
        }

        init(clientID: String, clientSecret: String, grant: TokenGrant) {
            (self.clientID, self.clientSecret, self.grant) = (clientID, clientSecret, grant)
        }

        init?(_ bytes: [UInt8]) {
            guard let json = try? JSONReader.parse(bytes), let clientID = json["client_id"]?.string,
                let clientSecret = json["client_secret"]?.string, let grant = json["grant"].flatMap(TokenGrant.init)
            else { return nil }
            self.init(clientID: clientID, clientSecret: clientSecret, grant: grant)
        }
    }

    static func make(_ practices: PracticeClients) -> ProcessorFleet<ContinuousClock>.Dialect {
        ProcessorFleet<ContinuousClock>.Dialect(
            practice: { try practices.practice(for: $0) }, read: ActionStepNotice.reading)
    }

    static func practice(
        for source: Source, connector: SourceConnector, client: GuardedHTTPClient
    ) throws -> any PracticeSystem {
        guard let credentials = Credentials(try connector.credentials(of: source)) else {
            throw CommandFailure.couldNotRun("the grant of \(source.firmID) cannot be read; connect the firm again")
        }
        let oauth = ActionStepOAuth(
            client: client, clientID: credentials.clientID, clientSecret: credentials.clientSecret,
            now: SystemClock.now)
        let keeper = TokenKeeper(
            grant: credentials.grant, vault: vault(source, connector), clock: ContinuousClock(), now: SystemClock.now,
            refresh: oauth.refresh)
        return ActionStepClient(
            client: client, keeper: keeper, gate: RateGate(clock: ContinuousClock(), now: SystemClock.now))
    }

    private static func vault(_ source: Source, _ connector: SourceConnector) -> TokenVault {
        TokenVault(
            load: {
                guard let stored = try await connector.stored(source) else { return nil }
                return Credentials(try connector.credentials(of: stored))?.grant
            },
            save: { grant in
                try await connector.changeCredentials(of: source, apiEndpoint: grant.apiEndpoint) { stored in
                    guard var renewed = Credentials(stored) else {
                        throw CommandFailure.couldNotRun("the grant cannot be read; connect the firm again")
                    }
                    renewed.grant = grant
                    return renewed.bytes
                }
            })
    }
}
