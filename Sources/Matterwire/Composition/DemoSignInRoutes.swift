import HTTPTypes
import Hummingbird
import Matters
import NIOCore
import Records
import Storage
import Webhooks

/// `POST /demo/sign-in`: one click signs in as somebody of a made-up firm. There only when the demo runs, which
/// listens on loopback; and it answers only pages of its own.
struct DemoRoutes: Sendable {
    let store: any Store
    let personas: [DemoPersona]
    let now: WallClock

    static let sessionLife: Duration = .seconds(12 * 3_600)
    static let formBytesMax = 1_024

    func addRoutes(to router: Router<PortalContext>) {
        router.post("demo/sign-in") { request, _ in try await signIn(request) }
        router.post("sign-out") { request, _ in try await signOut(request) }
    }

    private func signIn(_ request: Request) async throws -> Response {
        guard request.isFromOwnPage, request.isForLoopback else {
            return .problem(.forbidden, "sign in on the demo's own page")
        }
        let form = try await BoundedBody.read(request, keeping: Self.formBytesMax, upTo: Self.formBytesMax)
        let role = String(decoding: form.bytes, as: UTF8.self).split(separator: "=").last.map(String.init)
        guard let persona = personas.first(where: { $0.role == role }) else {
            return .problem(.badRequest, "choose one of the people on the page")
        }
        let secret = Secret.random()
        try await open(secret, for: persona)
        var response = Response.seeOther("/")
        response.headers[.setCookie] = Self.cookie(secret, seconds: Self.sessionLife.components.seconds)
        return response
    }

    private func open(_ secret: String, for persona: DemoPersona) async throws {
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
        guard request.isFromOwnPage else { return .problem(.forbidden, "sign out on the demo's own page") }
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

extension Request {
    /// Attack: a page elsewhere makes the visitor's browser post a form here. Browsers say where a request comes from.
    var isFromOwnPage: Bool {
        if let site = HTTPField.Name("Sec-Fetch-Site").flatMap({ headers[$0] }) {
            return site == "same-origin" || site == "none"
        }
        guard let origin = headers[.origin] else { return true }
        return origin.split(separator: "/").last.map(String.init) == head.authority
    }

    /// Attack: a name of the attacker's that resolves to 127.0.0.1 makes a page of theirs count as our own.
    var isForLoopback: Bool {
        guard let authority = head.authority else { return false }
        let host = authority.hasPrefix("[") ? "[::1]" : String(authority.split(separator: ":").first ?? "")
        return ["127.0.0.1", "localhost", "[::1]"].contains(host)
    }
}
