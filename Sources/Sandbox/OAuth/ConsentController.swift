import HTTPTypes
import Hummingbird
import NIOCore
import Templating

/// Where a simulated system lets clients in, and as whom.
protocol ConsentService: Sendable {
    static var path: String { get }
    static var takesScope: Bool { get }
    /// How long a client can use what it was allowed, as the page says it.
    static var lasting: String { get }
    /// Whom a client can be let in as; none where there is one user only.
    func users() async throws -> [ConsentPage.User]
    /// - Parameter user: nil when nobody was chosen.
    /// - Returns: a code that works once, and for this place of return alone; nil when there is no such user.
    func consent(to request: AuthorizationRequest, as user: String?) async throws -> String?
}

/// The page on which a person lets a client in, or not. Nobody signs in: whoever sees the sandbox may be anybody in it.
struct ConsentController<Desk: ConsentService>: Sendable {
    let desk: Desk
    let clientID: String
    private let templates: TemplateLibrary

    /// - Throws: when a template is not well formed.
    init(desk: Desk, clientID: String) throws {
        (self.desk, self.clientID) = (desk, clientID)
        templates = try TemplateLibrary(Templates.all.merging(ConsentPage.templates) { old, _ in old })
    }

    func addRoutes(to router: RouterGroup<SandboxContext>) {
        router.get(RouterPath(Desk.path)) { request, _ in
            let form = FormText.dictionary(request.uri.query ?? "")
            return try await answering { try await ask(try wish(form), form) }
        }
        router.post(RouterPath(Desk.path)) { request, _ in
            let bytes = try await request.bytes(upTo: ConsentPage.formBytesMax)
            let form = FormText.dictionary(String(decoding: bytes, as: UTF8.self))
            return try await answering { try await decide(try wish(form), form) }
        }
    }

    private func wish(_ form: [String: String]) throws -> AuthorizationRequest {
        try AuthorizationRequest(form, clientID: clientID, takesScope: Desk.takesScope)
    }

    private func answering(_ body: () async throws -> Response) async throws -> Response {
        do { return try await body() } catch AuthorizationRequest.Refusal.shown(let why) {
            return problem(why)
        } catch AuthorizationRequest.Refusal.returned(let target, let code, let state) {
            // Attack: a link to the sandbox that sends whoever follows it on to any site. Nobody has consented yet, and
            // no list says where clients live, so only this machine is returned to.
            guard target.isLoopback else { return problem("The client asked for something it cannot have: \(code).") }
            return Self.redirect(to: target, [("error", code), ("state", state)])
        } catch let failure as RESTFailure {
            return problem(failure.detail)
        }
    }

    private func ask(_ request: AuthorizationRequest, _ form: [String: String]) async throws -> Response {
        let sent = ["response_type", "client_id", "redirect_uri", "scope", "state"]
        let model = ConsentPage.Model(
            title: "Let \(clientID) in?", client: clientID, origin: request.target.origin, action: Desk.path,
            scopes: request.scope.words, users: try await desk.users(), lasting: Desk.lasting,
            fields: sent.compactMap { name in form[name].map { .init(name: name, value: $0) } })
        // Browsers hold a form to the policy across the redirect that answers it.
        return page("consent", model, formsTo: "'self' " + request.target.origin)
    }

    private func decide(_ request: AuthorizationRequest, _ form: [String: String]) async throws -> Response {
        switch form["decision"] {
        case "allow":
            guard let code = try await desk.consent(to: request, as: form["user"]) else {
                throw AuthorizationRequest.Refusal.shown("Choose as whom the client is let in.")
            }
            return Self.redirect(to: request.target, [("code", code), ("state", request.state)])
        case "deny": return Self.redirect(to: request.target, [("error", "access_denied"), ("state", request.state)])
        default: throw AuthorizationRequest.Refusal.shown("Choose Allow or Deny.")
        }
    }

    private static func redirect(to target: RedirectTarget, _ parameters: [(name: String, value: String?)]) -> Response
    {
        Response(
            status: .seeOther, headers: [.location: target.adding(parameters), .cacheControl: "no-store"])
    }

    private func problem(_ why: String) -> Response {
        var response = page("problem", ProblemModel(title: "This client cannot be let in", detail: why))
        response.status = .badRequest
        return response
    }

    private func page(_ template: String, _ model: some Sendable, formsTo targets: String = "'self'") -> Response {
        var headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
            .contentSecurityPolicy: "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
                + "form-action \(targets); base-uri 'none'; frame-ancestors 'none'",
        ]
        // The address holds the state of the client.
        if let name = HTTPField.Name("Referrer-Policy") { headers[name] = "no-referrer" }
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: templates.render(model, with: template))))
    }
}
