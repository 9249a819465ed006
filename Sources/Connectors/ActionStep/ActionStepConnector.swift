package import Matters
package import Webhooks

/// Makes clients of ActionStep.
package struct ActionStepConnector: PracticeSystemConnector {
    package let adapter: any PracticeSystemAdapter = ActionStepAdapter()

    package init() {}

    package func client(
        credentials: [UInt8], vault: CredentialVault, surroundings: ConnectorSurroundings
    ) throws -> any PracticeSystem {
        let credentials = try ActionStepCredentials(credentials)
        let oauth = ActionStepOAuth(
            client: surroundings.http, clientID: credentials.clientID, clientSecret: credentials.clientSecret,
            now: surroundings.now)
        let keeper = TokenKeeper(
            grant: credentials.grant, vault: Self.tokens(in: vault), clock: surroundings.clock, now: surroundings.now,
            refresh: oauth.refresh)
        let gate = RateGate(clock: surroundings.clock, now: surroundings.now)
        return ActionStepClient(api: ActionStepAPI(client: surroundings.http, keeper: keeper, gate: gate))
    }

    package func credentials(fromReadyFile part: JSONValue) -> SourceCredentials? {
        guard let endpoint = part["api_endpoint"]?.string, let clientID = part["client_id"]?.string,
            let clientSecret = part["client_secret"]?.string, let access = part["access_token"]?.string,
            let refresh = part["refresh_token"]?.string
        else { return nil }
        let grant = OAuthTokens(accessToken: access, refreshToken: refresh, apiEndpoint: endpoint, expiresAt: nil)
        let credentials = ActionStepCredentials(clientID: clientID, clientSecret: clientSecret, grant: grant)
        return SourceCredentials(apiEndpoint: endpoint, bytes: credentials.bytes)
    }

    private static func tokens(in vault: CredentialVault) -> TokenVault {
        TokenVault(
            load: { try await vault.load().flatMap { try? ActionStepCredentials($0).grant } },
            save: { grant in
                try await vault.change(grant.apiEndpoint) { stored in
                    var renewed = try ActionStepCredentials(stored)
                    renewed.grant = grant
                    return renewed.bytes
                }
            })
    }
}

/// What `connect` was given, and every refresh renews.
struct ActionStepCredentials {
    let clientID: String
    let clientSecret: String
    var grant: OAuthTokens
}

extension ActionStepCredentials {
    var bytes: [UInt8] {
        let json: JSONValue = [
            "client_id": .string(clientID), "client_secret": .string(clientSecret), "grant": grant.json,
        ]
        return json.encoded
    }

    /// - Throws: `CredentialFailure.unreadable`
    init(_ bytes: [UInt8]) throws(CredentialFailure) {
        guard let json = try? JSONReader.parse(bytes), let clientID = json["client_id"]?.string,
            let clientSecret = json["client_secret"]?.string, let grant = json["grant"].flatMap(OAuthTokens.init)
        else { throw .unreadable }
        self.init(clientID: clientID, clientSecret: clientSecret, grant: grant)
    }
}
