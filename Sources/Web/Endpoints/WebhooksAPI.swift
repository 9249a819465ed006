import Delivery
import HTTPTypes
import Hummingbird
import Matters
import Records
import Webhooks

/// `/api/v1/webhooks`: the endpoints of the bearer token's holder, the firm's for its staff. An endpoint of somebody else
/// and one that does not exist have the same answer.
struct WebhooksAPI: Sendable {
    let viewers: ViewerResolver
    let endpoints: @Sendable (Viewer) -> EndpointService

    static let overlapHours: ClosedRange<Int64> = 0...72
    static let overlapHoursDefault: Int64 = 24

    typealias Answer = @Sendable (WebhookCall) async throws -> Response

    func addRoutes(to router: Router<PortalContext>) {
        let api = router.group("api/v1/webhooks")
        api.get { try await answer($0, $1, Self.list) }
        api.post { try await answer($0, $1, Self.create) }
        api.get(":id") { try await answer($0, $1, Self.show) }
        api.patch(":id") { try await answer($0, $1, Self.update) }
        api.delete(":id") { try await answer($0, $1, Self.delete) }
        api.post(":id/disable") { try await answer($0, $1, Self.disable) }
        api.post(":id/enable") { try await answer($0, $1, Self.enable) }
        api.post(":id/secret/rotate") { try await answer($0, $1, Self.rotate) }
        addLogRoutes(to: api)
    }

    private func addLogRoutes(to api: RouterGroup<PortalContext>) {
        api.get(":id/deliveries") { try await answer($0, $1, Self.deliveries) }
        api.get(":id/deliveries/:delivery") { try await answer($0, $1, Self.delivery) }
        api.post(":id/deliveries/:delivery/resend") { try await answer($0, $1, Self.resendOne) }
        api.post(":id/resend") { try await answer($0, $1, Self.resend) }
        api.get(":id/resends") { try await answer($0, $1, Self.resends) }
        api.get(":id/resends/:job") { try await answer($0, $1, Self.job) }
        api.post(":id/test") { try await answer($0, $1, Self.test) }
    }

    private func answer(_ request: Request, _ context: PortalContext, _ answer: Answer) async throws -> Response {
        guard let person = try await viewers.bearer(request) else { return .bearerRequired }
        do {
            return try await answer(
                WebhookCall(request: request, context: context, endpoints: endpoints(person.viewer)))
        } catch let failure as EndpointFailure {
            return .refusing(failure)
        } catch WebhookCall.Failure.problem(let status, let hint) {
            return .problem(status, hint)
        }
    }
}

extension WebhooksAPI {
    @Sendable static func list(_ call: WebhookCall) async throws -> Response {
        let page = try await call.endpoints.list(after: call.after, limit: try call.limit())
        return .json([
            "webhooks": .array(page.entries.map { call.json.endpoint($0) }), "next": JSONValue(page.next),
        ])
    }

    @Sendable static func create(_ call: WebhookCall) async throws -> Response {
        let made = try await call.endpoints.create(try await call.body())
        return .json(call.json.endpoint(made.endpoint, held: 0).adding("secret", made.secret), status: .created)
    }

    @Sendable static func show(_ call: WebhookCall) async throws -> Response {
        try await shown(call.endpoints.endpoint(call.id), call)
    }

    private static func shown(_ endpoint: Subscription, _ call: WebhookCall) async throws -> Response {
        .json(call.json.endpoint(endpoint, held: try await call.endpoints.held(for: endpoint)))
    }

    @Sendable static func update(_ call: WebhookCall) async throws -> Response {
        try await shown(call.endpoints.update(call.id, try await call.body()), call)
    }

    @Sendable static func delete(_ call: WebhookCall) async throws -> Response {
        try await call.endpoints.delete(call.id)
        return Response(status: .noContent, headers: [.cacheControl: "no-store"])
    }

    @Sendable static func disable(_ call: WebhookCall) async throws -> Response {
        try await shown(call.endpoints.disable(call.id), call)
    }

    @Sendable static func enable(_ call: WebhookCall) async throws -> Response {
        let catchesUp = try await call.body().flag("catch_up")
        return try await shown(call.endpoints.enable(call.id, catchesUp: catchesUp), call)
    }

    @Sendable static func rotate(_ call: WebhookCall) async throws -> Response {
        let hours = try await call.body().number("overlap_hours", in: overlapHours) ?? overlapHoursDefault
        let rotated = try await call.endpoints.rotate(call.id, overlap: .seconds(hours * 3_600))
        return .json(["id": .string(call.id), "secret": .string(rotated.secret), "overlap_hours": .integer(hours)])
    }
}

extension Response {
    fileprivate static func refusing(_ failure: EndpointFailure) -> Response {
        switch failure {
        case .unknown: .notFoundProblem
        case .invalid(let fault): .problem(.unprocessableContent, fault.hint, field: fault.field)
        case .tooMany, .isOff, .isUnderWay, .tooManySecrets, .tooManyJobs: .problem(.conflict, failure.hint)
        }
    }
}

extension JSONValue {
    /// With a further member.
    func adding(_ name: String, _ text: String?) -> JSONValue {
        .object(Members((members?.entries ?? []) + [(name, JSONValue(text))]))
    }
}
