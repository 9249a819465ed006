/// What a client asks a person for, in the query of the authorize address; the consent page sends it back as it came.
package struct AuthorizationRequest: Equatable, Sendable {
    package static let stateCharactersMax = 2_000

    package let target: RedirectTarget
    package let scope: GrantScope
    package let state: String?

    package enum Refusal: Error, Equatable {
        /// The client or the place to return to is not known: only the visitor can be told.
        case shown(String)
        /// In the words of OAuth, for the client.
        case returned(RedirectTarget, code: String, state: String?)
    }

    /// - Parameter takesScope: false for a system that has none: then whatever is asked for is everything.
    package init(_ form: [String: String], clientID: String, takesScope: Bool = true) throws(Refusal) {
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
        (self.target, self.scope, self.state) = (target, scope, state)
    }
}
