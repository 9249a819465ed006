/// ActionStep's consent: one user, and a scope that the client names.
extension Tokens: ConsentService {
    static let path = "/actionstep/api/oauth/authorize"
    static let takesScope = true
    static let lasting = "until the sandbox is deleted or the application has not been used for three weeks"

    func users() -> [ConsentPage.User] { [] }

    func consent(to request: AuthorizationRequest, as user: String?) async throws -> String? {
        try await consent(to: request)
    }
}
