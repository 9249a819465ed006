import Matters
import Webhooks

/// The OAuth tokens that a person's consent brought: valid until the grant is withdrawn or revoked.
struct OAuthTokens: Sendable, Equatable {
    var accessToken: String
    /// Valid for one refresh, whose answer holds the next one.
    var refreshToken: String
    /// Of a region; any refresh may change it.
    var apiEndpoint: String
    /// Nil when the system did not say: then the token is used until it is refused.
    var expiresAt: Instant?
}

extension OAuthTokens {
    /// For sealing and storing; never for a log.
    var json: JSONValue {
        [
            "access_token": .string(accessToken), "refresh_token": .string(refreshToken),
            "api_endpoint": .string(apiEndpoint), "expires_at": expiresAt.map { .integer($0.milliseconds) } ?? .null,
        ]
    }

    init?(_ value: JSONValue) {
        guard let accessToken = value["access_token"]?.string, let refreshToken = value["refresh_token"]?.string,
            let apiEndpoint = value["api_endpoint"]?.string
        else { return nil }
        self.init(
            accessToken: accessToken, refreshToken: refreshToken, apiEndpoint: apiEndpoint,
            expiresAt: value["expires_at"]?.integer.map(Instant.init(milliseconds:)))
    }
}

/// Where a grant is stored between processes.
struct TokenVault: Sendable {
    /// The newest that is stored: another process on the same data may have refreshed it.
    var load: @Sendable () async throws -> OAuthTokens? = { nil }
    /// Returns once the grant is durable.
    var save: @Sendable (OAuthTokens) async throws -> Void
}
