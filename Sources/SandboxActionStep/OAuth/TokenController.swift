import Hummingbird
import SandboxKit
import Webhooks

/// The token endpoint: exchanges an authorization code or a refresh token for a pair of tokens.
struct TokenController: Sendable {
    let tokens: ActionStepTokens
    let settings: SandboxSettings

    func addRoutes(to router: Router<SandboxContext>) {
        router.post("actionstep/api/oauth/token") { request, _ in
            try await TokenEndpoint(settings: settings).answer(request) { asked in
                let pair = try await pair(asked.form)
                return [
                    "access_token": .string(pair.access), "token_type": "bearer",
                    "expires_in": .integer(ActionStepTokens.accessSeconds),
                    "api_endpoint": .string(request.origin + "/actionstep/api/"), "orgkey": "sandbox",
                    "refresh_token": .string(pair.refresh),
                ]
            }
        }
    }

    private func pair(_ form: [String: String]) async throws -> ActionStepTokens.Pair {
        switch form["grant_type"] {
        case "authorization_code":
            guard let code = form["code"], let redirectURI = form["redirect_uri"] else {
                throw OAuthError.invalidRequest("code and redirect_uri are needed")
            }
            guard let pair = try await tokens.redeem(code: code, redirectURI: redirectURI) else {
                throw OAuthError.invalidGrant(
                    "The code is unknown, used, older than a minute or of another redirect_uri")
            }
            return pair
        case "refresh_token":
            guard let token = form["refresh_token"] else {
                throw OAuthError.invalidRequest("refresh_token is needed")
            }
            guard let pair = try await tokens.refresh(token) else {
                throw OAuthError.invalidGrant("The refresh token is unknown, spent or expired")
            }
            return pair
        default:
            throw OAuthError.unsupportedGrantType("Ask with authorization_code or refresh_token")
        }
    }
}
