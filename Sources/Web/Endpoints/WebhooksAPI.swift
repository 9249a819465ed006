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

    func addRoutes(to router: Router<PortalContext>) {
        let api = router.group("api/v1/webhooks")
        answer(api, .get, "") { call in
            let page = try await call.endpoints.list(after: call.after, limit: try call.limit())
            return .json([
                "webhooks": .array(page.entries.map { call.json.endpoint($0) }), "next": JSONValue(page.next),
            ])
        }
        answer(api, .post, "") { call in
            let made = try await call.endpoints.create(try await call.body())
            let json = call.json.endpoint(made.endpoint, held: 0).adding("secret", JSONValue(made.secret))
            return .json(json, status: .created)
        }
        show(api, .get, ":id") { try await $0.endpoints.endpoint($0.id) }
        show(api, .patch, ":id") { try await $0.endpoints.update($0.id, try await $0.body()) }
        answer(api, .delete, ":id") { call in
            try await call.endpoints.delete(call.id)
            return Response(status: .noContent, headers: [.cacheControl: "no-store"])
        }
        show(api, .post, ":id/disable") { try await $0.endpoints.disable($0.id) }
        show(api, .post, ":id/enable") { call in
            try await call.endpoints.enable(call.id, catchesUp: try await call.body().flag("catch_up"))
        }
        answer(api, .post, ":id/secret/rotate") { call in
            let hours = try await call.body().number("overlap_hours", in: Self.overlapHours) ?? Self.overlapHoursDefault
            let rotated = try await call.endpoints.rotate(call.id, overlap: .seconds(hours * 3_600))
            return .json(["id": .string(call.id), "secret": .string(rotated.secret), "overlap_hours": .integer(hours)])
        }
        addDeliveryRoutes(to: api)
    }

    func answer(
        _ api: RouterGroup<PortalContext>, _ method: HTTPRequest.Method, _ path: RouterPath,
        _ answer: @escaping @Sendable (WebhookCall) async throws -> Response
    ) {
        api.on(path, method: method) { request, context -> Response in
            guard let person = try await viewers.bearer(request) else { return .bearerRequired }
            let endpoints = endpoints(person.viewer)
            do {
                return try await answer(WebhookCall(request: request, context: context, endpoints: endpoints))
            } catch let failure as EndpointFailure {
                return .refusing(failure)
            }
        }
    }

    /// Answers with the endpoint as it is after `change`.
    private func show(
        _ api: RouterGroup<PortalContext>, _ method: HTTPRequest.Method, _ path: RouterPath,
        _ change: @escaping @Sendable (WebhookCall) async throws -> Subscription
    ) {
        answer(api, method, path) { call in
            let endpoint = try await change(call)
            return .json(call.json.endpoint(endpoint, held: try await call.endpoints.held(for: endpoint)))
        }
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
