import HTTPTypes
import Hummingbird
import Matters
import Records
import Storage
import Web
import Webhooks

/// `POST /demo/sign-in` (form field `role`): one click signs in as an invented person. `POST /sign-out` ends that. Only
/// the demo has these routes; it listens on loopback, and they answer its own pages alone.
struct DemoSignInRoutes: Sendable {
    let store: any Store
    let personas: [SignInPersona]
    let now: WallClock

    static let sessionLife: Duration = .seconds(12 * 3_600)
    static let formBytesMax = 1_024

    private struct Form: Decodable { let role: String }

    func addRoutes(to router: Router<PortalContext>) {
        router.post("demo/sign-in") { request, _ in try await signIn(request) }
        router.post("sign-out") { request, _ in try await signOut(request) }
    }

    private func signIn(_ request: Request) async throws -> Response {
        guard request.isSameOrigin, request.namesLoopbackHost else {
            return .problem(.forbidden, "sign in on the demo's own page")
        }
        let form = try await request.form(Form.self, bytesMax: Self.formBytesMax)
        guard let persona = personas.first(where: { $0.role == form.role }) else {
            return .problem(.badRequest, "choose one of the people on the page")
        }
        let secret = Secret.random()
        try await openSession(secret, for: persona)
        var response = Response.seeOther("/")
        response.headers[.setCookie] = Self.cookie(secret, seconds: Self.sessionLife.components.seconds)
        return response
    }

    private func openSession(_ secret: String, for persona: SignInPersona) async throws {
        let moment = now()
        let token = Tokens.Token(
            hash: Secret.hash(secret), purpose: .session, viewer: persona.viewer, label: persona.label,
            expiresAt: moment + Self.sessionLife)
        try await store.write { transaction in
            try Tokens.removeExpired(in: transaction, at: moment)
            try Tokens.put(token, in: transaction, at: moment)
        }
    }

    private func signOut(_ request: Request) async throws -> Response {
        guard request.isSameOrigin else { return .problem(.forbidden, "sign out on the demo's own page") }
        if let cookie = request.cookies[ViewerResolver.cookieName(isSecure: false)] {
            let hash = Secret.hash(cookie.value)
            try await store.write { try Tokens.remove(hash: hash, in: $0) }
        }
        var response = Response.seeOther("/sign-in")
        response.headers[.setCookie] = Self.cookie("", seconds: 0)
        return response
    }

    private static func cookie(_ value: String, seconds: Int64) -> String {
        "\(ViewerResolver.cookieName(isSecure: false))=\(value); Path=/; HttpOnly; SameSite=Lax; Max-Age=\(seconds)"
    }
}
