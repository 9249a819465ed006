import HTTPTypes
import Hummingbird
import Matters
import SandboxKit
import Webhooks

/// The OAuth token endpoint: exchanges an authorization code or a refresh token for a token pair of one user.
struct LawVuTokenController: Sendable {
    let tokens: LawVuTokens
    let settings: SandboxSettings

    func addRoutes(to router: Router<SandboxContext>) {
        router.post("lawvu/account-apis/v1/auth/token") { request, _ in
            try await TokenEndpoint(settings: settings, takesPublicClients: true).answer(request) { asked in
                reply(try await pair(asked), origin: request.origin)
            }
        }
    }

    private func reply(_ pair: LawVuTokens.Pair, origin: String) -> JSONValue {
        let expiry = tokens.clock() + Duration.seconds(LawVuTokens.accessSeconds)
        return [
            "access_token": .string(pair.access), "token_type": "bearer",
            "expires_in": .integer(LawVuTokens.accessSeconds), "refresh_token": .string(pair.refresh),
            "userName": .string(pair.user.email), "userId": .string(pair.user.id), "expires": .string(expiry.lawVuText),
            "gateway": .string(origin + "/lawvu"), "emailDomain": .string(LawVuSetUp.mailDomain),
        ]
    }

    private func pair(_ asked: TokenRequest) async throws -> LawVuTokens.Pair {
        switch asked.form["grant_type"] {
        case "authorization_code":
            guard let code = asked.form["code"], let redirectURI = asked.form["redirect_uri"] else {
                throw OAuthError.invalidRequest("code and redirect_uri are required")
            }
            guard let pair = try await tokens.redeem(code, redirectURI: redirectURI, hasSecret: asked.hasSecret) else {
                throw OAuthError.invalidGrant(
                    "The code is unknown, used, older than a minute or was issued for another redirect_uri")
            }
            return pair
        case "refresh_token":
            guard let token = asked.form["refresh_token"] else {
                throw OAuthError.invalidRequest("refresh_token is required")
            }
            guard let pair = try await tokens.refresh(token, hasSecret: asked.hasSecret) else {
                throw OAuthError.invalidGrant("The refresh token is unknown, used or expired")
            }
            return pair
        default:
            throw OAuthError.unsupportedGrantType("Use authorization_code or refresh_token")
        }
    }
}
