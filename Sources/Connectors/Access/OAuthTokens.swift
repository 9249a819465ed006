package import Matters
package import Webhooks

/// The OAuth tokens that a person's consent brought: valid until the grant is withdrawn or revoked.
package struct OAuthTokens: Sendable, Equatable {
    package var accessToken: String
    /// Valid for one refresh, whose answer holds the next one.
    package var refreshToken: String
    /// Of a region; any refresh may change it.
    package var apiEndpoint: String
    /// Nil when the system did not say: then the token is used until it is refused.
    package var expiresAt: Instant?

    package init(accessToken: String, refreshToken: String, apiEndpoint: String, expiresAt: Instant?) {
        self.accessToken = accessToken
        self.refreshToken = refreshToken
        self.apiEndpoint = apiEndpoint
        self.expiresAt = expiresAt
    }

    /// For sealing and storing; never for a log.
    package var json: JSONValue {
        [
            "access_token": .string(accessToken), "refresh_token": .string(refreshToken),
            "api_endpoint": .string(apiEndpoint),
            "expires_at": expiresAt.map { .integer($0.milliseconds) } ?? .null,
        ]
    }

    package init?(_ value: JSONValue) {
        guard let accessToken = value["access_token"]?.string, let refreshToken = value["refresh_token"]?.string,
            let apiEndpoint = value["api_endpoint"]?.string
        else { return nil }
        self.init(
            accessToken: accessToken, refreshToken: refreshToken, apiEndpoint: apiEndpoint,
            expiresAt: value["expires_at"]?.integer.map(Instant.init(milliseconds:)))
    }
}

/// Where a grant is stored between processes.
package struct TokenVault: Sendable {
    /// The newest that is stored: another process on the same data may have refreshed it.
    package var load: @Sendable () async throws -> OAuthTokens?
    /// Returns once the grant is durable.
    package var save: @Sendable (OAuthTokens) async throws -> Void

    package init(
        load: @escaping @Sendable () async throws -> OAuthTokens? = { nil },
        save: @escaping @Sendable (OAuthTokens) async throws -> Void
    ) {
        self.load = load
        self.save = save
    }
}
