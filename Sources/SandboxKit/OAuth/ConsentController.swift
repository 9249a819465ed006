import HTTPTypes
package import Hummingbird
import NIOCore
import Templating

/// The OAuth authorization of a simulated system: its path, its users, its codes.
package protocol ConsentService: Sendable {
    static var path: String { get }
    static var takesScope: Bool { get }
    /// How long a client can use what it was allowed, as the page says it.
    static var lasting: String { get }
    /// What each scope stands for on the page; other scopes are shown as the name of a resource.
    static var scopeDescriptions: [String: String] { get }
    /// Whom a client can be let in as; none where there is one user only.
    func users() async throws -> [ConsentPage.User]
    /// - Parameter user: nil when nobody was chosen.
    /// - Returns: a code that works once, and for this place of return alone; nil when there is no such user.
    func consent(to request: AuthorizationRequest, as user: String?) async throws -> String?
}

extension ConsentService {
    package static var scopeDescriptions: [String: String] { ["all": "Everything in the practice system"] }

    package static func descriptions(of scope: GrantScope) -> [String] {
        scope.names.map { scopeDescriptions[$0] ?? "The resource “\($0)”" }
    }
}

/// The page on which a person lets a client in, or not. Nobody signs in: whoever sees the sandbox may be anybody in it.
package struct ConsentController<Service: ConsentService>: Sendable {
    package let service: Service
    package let clientID: String
    private let templates: TemplateLibrary

    /// - Throws: when a template is not well formed.
    package init(service: Service, clientID: String, templates: PageTemplates) throws {
        self.service = service
        self.clientID = clientID
        self.templates = try templates.library(with: nil)
    }

    package func addRoutes(to router: RouterGroup<SandboxContext>) {
        router.get(RouterPath(Service.path)) { request, _ in
            let form = FormText.dictionary(request.uri.query ?? "")
            return try await answering { try await ask(try authorizationRequest(form), form) }
        }
        router.post(RouterPath(Service.path)) { request, _ in
            let bytes = try await request.bytes(upTo: ConsentPage.formBytesMax)
            let form = FormText.dictionary(String(decoding: bytes, as: UTF8.self))
            return try await answering { try await decide(try authorizationRequest(form), form) }
        }
    }

    private func authorizationRequest(_ form: [String: String]) throws -> AuthorizationRequest {
        try AuthorizationRequest(form, clientID: clientID, takesScope: Service.takesScope)
    }

    private func answering(_ body: () async throws -> Response) async throws -> Response {
        do { return try await body() } catch AuthorizationRequest.Refusal.shown(let why) {
            return problem(why)
        } catch AuthorizationRequest.Refusal.returned(let target, let code, let state) {
            // Attack: a link to the sandbox that sends whoever follows it on to any site. Nobody has consented yet, and
            // no list says where clients live, so only this machine is returned to.
            guard target.isLoopback else { return problem("The client asked for something it cannot have: \(code).") }
            return Self.redirect(to: target, [("error", code), ("state", state)])
        } catch let failure as RequestFailure {
            return problem(failure.detail)
        }
    }

    private func ask(_ request: AuthorizationRequest, _ form: [String: String]) async throws -> Response {
        let sent = ["response_type", "client_id", "redirect_uri", "scope", "state"]
        let model = ConsentPage.Model(
            title: "Let \(clientID) in?", client: clientID, origin: request.target.origin, action: Service.path,
            scopes: Service.descriptions(of: request.scope), users: try await service.users(), lasting: Service.lasting,
            fields: sent.compactMap { name in form[name].map { .init(name: name, value: $0) } })
        // Browsers hold a form to the policy across the redirect that answers it.
        return page("consent", model, formsTo: "'self' " + request.target.origin)
    }

    private func decide(_ request: AuthorizationRequest, _ form: [String: String]) async throws -> Response {
        switch form["decision"] {
        case "allow":
            guard let code = try await service.consent(to: request, as: form["user"]) else {
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
