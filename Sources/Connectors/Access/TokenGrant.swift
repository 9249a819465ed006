package import Matters
package import Webhooks

/// What a person's consent gave us: the right to act as that person until the grant is withdrawn or burnt.
package struct TokenGrant: Sendable, Equatable {
    package var accessToken: String
    /// Good for one use: the answer brings its successor.
    package var refreshToken: String
    /// Regional, and it may change with every refresh.
    package var apiEndpoint: String
    /// Nil when nobody said: then it is used until it is refused.
    package var expiresAt: Instant?

    package init(accessToken: String, refreshToken: String, apiEndpoint: String, expiresAt: Instant?) {
        (self.accessToken, self.refreshToken) = (accessToken, refreshToken)
        (self.apiEndpoint, self.expiresAt) = (apiEndpoint, expiresAt)
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

/// Where a grant is kept between processes.
package struct TokenVault: Sendable {
    /// The newest that is stored: another process on the same data may have refreshed it.
    package var load: @Sendable () async throws -> TokenGrant?
    /// Returns once the grant is durable.
    package var save: @Sendable (TokenGrant) async throws -> Void

    package init(
        load: @escaping @Sendable () async throws -> TokenGrant? = { nil },
        save: @escaping @Sendable (TokenGrant) async throws -> Void
    ) {
        (self.load, self.save) = (load, save)
    }
}
