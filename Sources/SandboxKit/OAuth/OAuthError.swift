/// An error response of a token endpoint (RFC 6749, section 5.2).
package struct OAuthError: Error {
    /// The HTTP status.
    package let status: Int
    package let code: String
    package let description: String

    package init(status: Int, code: String, description: String) {
        self.status = status
        self.code = code
        self.description = description
    }

    package static func invalidGrant(_ description: String) -> OAuthError {
        OAuthError(status: 400, code: "invalid_grant", description: description)
    }
    package static func invalidRequest(_ description: String, status: Int = 400) -> OAuthError {
        OAuthError(status: status, code: "invalid_request", description: description)
    }
}

/// A request to a token endpoint by a registered client.
package struct TokenRequest: Sendable {
    package let form: [String: String]
    /// Whether the client proved its secret.
    package let hasSecret: Bool
}
