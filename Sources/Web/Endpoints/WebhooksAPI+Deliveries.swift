import Delivery
import HTTPTypes
import Hummingbird
import Matters
import Records
import Webhooks

/// Deliveries to an endpoint, and resending them.
extension WebhooksAPI {
    @Sendable static func deliveries(_ call: WebhookCall) async throws -> Response {
        let found = try await call.endpoints.deliveries(of: call.id, after: call.after, limit: try call.limit())
        return .json([
            "deliveries": .array(found.page.entries.map { call.json.delivery($0, of: found.endpoint) }),
            "next": JSONValue(found.page.next),
        ])
    }

    @Sendable static func delivery(_ call: WebhookCall) async throws -> Response {
        let found = try await call.endpoints.delivery(call.parameter("delivery"), of: call.id)
        return .json(call.json.delivery(found.logged, of: found.endpoint, isWhole: true))
    }

    @Sendable static func resendOne(_ call: WebhookCall) async throws -> Response {
        try await call.endpoints.resend(call.parameter("delivery"), of: call.id)
        return .json(["id": .string(call.parameter("delivery"))], status: .accepted)
    }

    @Sendable static func resend(_ call: WebhookCall) async throws -> Response {
        let begun = try await call.endpoints.resend(try resendRequest(await call.body()), of: call.id)
        return .json(call.json.job(begun.job, of: begun.endpoint), status: .accepted)
    }

    private static func resendRequest(_ json: JSONValue) throws -> ResendRequest {
        let from = try json.moment("since") ?? json.moment("from")
        let to = try json.moment("to")
        if try json.flag("failed") { return .init(.failed, from: from ?? .distantPast, to: to) }
        guard let from else {
            let hint = "Give since, or from and to, or failed: true."
            throw EndpointFailure.invalid(.init(field: "since", hint: hint))
        }
        guard to.map({ $0 >= from }) ?? true else {
            throw EndpointFailure.invalid(.init(field: "to", hint: "Give a moment that is not before from."))
        }
        return .init(.all, from: from, to: to)
    }

    @Sendable static func resends(_ call: WebhookCall) async throws -> Response {
        let found = try await call.endpoints.resends(of: call.id)
        return .json(["resends": .array(found.jobs.map { call.json.job($0, of: found.endpoint) })])
    }

    @Sendable static func job(_ call: WebhookCall) async throws -> Response {
        let found = try await call.endpoints.resend(named: call.parameter("job"), of: call.id)
        return .json(call.json.job(found.job, of: found.endpoint))
    }

    @Sendable static func test(_ call: WebhookCall) async throws -> Response {
        let tested = try await call.endpoints.test(call.id)
        return .json(["delivery": .string(tested.delivery)], status: .accepted)
    }
}
