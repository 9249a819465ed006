import HTTPTypes
package import Hummingbird

/// The OAuth authorization of a simulated system: its path, its users, its codes.
package protocol ConsentService: Sendable {
    static var path: String { get }
    static var takesScope: Bool { get }
    /// How long a grant is valid, as the page says it.
    static var lasting: String { get }
    /// The descriptions of scopes on the page; another scope is shown as the name of a resource.
    static var scopeDescriptions: [String: String] { get }
    /// The users a client can be authorized as; empty for a system with a single user.
    func users() async throws -> [FieldModel.Choice]
    /// - Parameter user: nil when none was selected.
    /// - Returns: an authorization code, valid once and for this redirect URI only; nil when there is no such user.
    func consent(to request: AuthorizationRequest, as user: String?) async throws -> String?
}

extension ConsentService {
    package static var scopeDescriptions: [String: String] { ["all": "Everything in the practice system"] }
}

/// The OAuth consent page. There is no sign-in: a visitor of the sandbox may act as any user.
package struct ConsentController<Service: ConsentService>: Sendable {
    private let service: Service
    private let clientID: String
    private let responses: PageResponses
    /// The URL contains the client's state, so it is sent to nobody.
    private static var referrer: String { "no-referrer" }

    /// - Throws: when a template is not well formed.
    package init(service: Service, clientID: String, templates: PageTemplates) throws {
        self.service = service
        self.clientID = clientID
        responses = try PageResponses(templates)
    }

    package func addRoutes(to router: RouterGroup<SandboxContext>) {
        router.get(RouterPath(Service.path)) { request, _ in
            try await answering(request.parameters, ask)
        }
        router.post(RouterPath(Service.path)) { request, _ in
            let form = try await request.form(upTo: AuthorizationRequest.formBytesMax)
            return try await answering(form, decide)
        }
    }

    private func answering(
        _ form: [String: String], _ answer: (AuthorizationRequest, [String: String]) async throws -> Response
    ) async throws -> Response {
        do {
            let request = try AuthorizationRequest(form, clientID: clientID, takesScope: Service.takesScope)
            return try await answer(request, form)
        } catch AuthorizationRequest.Failure.shown(let why) {
            return problem(why)
        } catch AuthorizationRequest.Failure.returned(let target, let code, let state) {
            // Attack: an open redirect, by a link to the sandbox with a foreign redirect URI. Nobody has consented yet and
            // redirect URIs are not registered, so an error is redirected to a loopback address only.
            guard target.isLoopback else { return problem("The client asked for something it cannot have: \(code).") }
            return Self.redirect(to: target, [("error", code), ("state", state)])
        } catch let failure as RequestFailure {
            return problem(failure.detail)
        }
    }

    private func ask(_ request: AuthorizationRequest, _ form: [String: String]) async throws -> Response {
        let sent = ["response_type", "client_id", "redirect_uri", "scope", "state"]
        let model = ConsentModel(
            title: "Let \(clientID) in?", client: clientID, origin: request.target.origin, action: Service.path,
            scopes: request.scope.names.map { Service.scopeDescriptions[$0] ?? "The resource “\($0)”" },
            users: try await service.users(), lasting: Service.lasting,
            fields: sent.compactMap { name in form[name].map { .init(name: name, value: $0) } })
        // Browsers apply form-action to the redirect after the form too.
        return responses.page("consent", model, formsTo: "'self' " + request.target.origin, referrer: Self.referrer)
    }

    private func decide(_ request: AuthorizationRequest, _ form: [String: String]) async throws -> Response {
        switch form["decision"] {
        case "allow":
            guard let code = try await service.consent(to: request, as: form["user"]) else {
                throw AuthorizationRequest.Failure.shown("Choose as whom the client is let in.")
            }
            return Self.redirect(to: request.target, [("code", code), ("state", request.state)])
        case "deny": return Self.redirect(to: request.target, [("error", "access_denied"), ("state", request.state)])
        default: throw AuthorizationRequest.Failure.shown("Choose Allow or Deny.")
        }
    }

    private static func redirect(to target: RedirectTarget, _ query: [(name: String, value: String?)]) -> Response {
        Response(status: .seeOther, headers: [.location: target.adding(query), .cacheControl: "no-store"])
    }

    private func problem(_ why: String) -> Response {
        let model = ProblemModel(title: "This client cannot be let in", detail: why)
        return responses.page("problem", model, status: 400, referrer: Self.referrer)
    }
}

private struct ConsentModel: Sendable {
    let title: String
    let client: String
    let origin: String
    let action: String
    let scopes: [String]
    let users: [FieldModel.Choice]
    let lasting: String
    let fields: [FormModel.HiddenField]
}
