import HTTPTypes
import Hummingbird
import Markup
import NIOCore

/// The page on which a person lets a client in, or not. Nobody signs in: whoever sees the sandbox is its one user.
struct ConsentController: Sendable {
    static let path = "/actionstep/api/oauth/authorize"
    static let formBytesMax = 16_384
    let tokens: Tokens
    let clientID: String
    private let templates: TemplateLibrary

    /// - Throws: when a template is not well formed.
    init(tokens: Tokens, clientID: String) throws {
        (self.tokens, self.clientID) = (tokens, clientID)
        templates = try TemplateLibrary(Templates.all.merging(ConsentPage.templates) { old, _ in old })
    }

    func addRoutes(to router: RouterGroup<SandboxContext>) {
        router.get(RouterPath(Self.path)) { request, _ in
            let form = FormText.dictionary(request.uri.query ?? "")
            return try await answering { ask(try AuthorizationRequest(form, clientID: clientID), form) }
        }
        router.post(RouterPath(Self.path)) { request, _ in
            let bytes = try await request.bytes(upTo: Self.formBytesMax)
            let form = FormText.dictionary(String(decoding: bytes, as: UTF8.self))
            return try await answering {
                try await decide(try AuthorizationRequest(form, clientID: clientID), form["decision"])
            }
        }
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

    private func ask(_ request: AuthorizationRequest, _ form: [String: String]) -> Response {
        let sent = ["response_type", "client_id", "redirect_uri", "scope", "state"]
        let model = ConsentPage.Model(
            title: "Let \(clientID) in?", client: clientID, origin: request.target.origin, action: Self.path,
            scopes: request.scope.words,
            fields: sent.compactMap { name in form[name].map { .init(name: name, value: $0) } })
        // Browsers hold a form to the policy across the redirect that answers it.
        return page("consent", model, formsTo: "'self' " + request.target.origin)
    }

    private func decide(_ request: AuthorizationRequest, _ decision: String?) async throws -> Response {
        switch decision {
        case "allow":
            let code = try await tokens.consent(to: request)
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
