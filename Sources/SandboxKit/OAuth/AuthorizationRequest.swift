/// An OAuth authorization request (RFC 6749, section 4.1.1): the query of the authorization URL, which the form of the
/// consent page repeats.
package struct AuthorizationRequest: Equatable, Sendable {
    static let stateCharactersMax = 2_000
    static let formBytesMax = 16_384

    package let target: RedirectTarget
    package let scope: GrantScope
    package let state: String?

    package enum Failure: Error, Equatable {
        /// The client or its redirect URI is invalid, so the error is shown to the user and not redirected.
        case shown(String)
        /// Redirected to the client with an OAuth error code.
        case returned(RedirectTarget, code: String, state: String?)
    }

    /// - Parameter takesScope: false for a system without scopes: every grant then covers all resources.
    package init(_ form: [String: String], clientID: String, takesScope: Bool = true) throws(Failure) {
        guard form["client_id"] == clientID else { throw .shown("This client_id is not known here.") }
        guard let target = form["redirect_uri"].flatMap({ RedirectTarget($0) }) else {
            throw .shown("redirect_uri must be an absolute http or https address without a fragment.")
        }
        let state = form["state"]
        guard (state ?? "").count <= Self.stateCharactersMax else { throw .shown("The state is too long.") }
        guard form["response_type"] == "code" else {
            throw .returned(target, code: "unsupported_response_type", state: state)
        }
        guard let scope = takesScope ? GrantScope(form["scope"] ?? "") : .all else {
            throw .returned(target, code: "invalid_scope", state: state)
        }
        self.target = target
        self.scope = scope
        self.state = state
    }
}
