import Delivery
import Hummingbird
import Matters
import Records
import Webhooks

/// Deliveries to an endpoint, and resending them.
extension WebhooksAPI {
    func addDeliveryRoutes(to api: RouterGroup<PortalContext>) {
        answer(api, .get, ":id/deliveries") { call in
            let found = try await call.endpoints.deliveries(of: call.id, after: call.after, limit: try call.limit())
            return .json([
                "deliveries": .array(found.page.entries.map { call.json.delivery($0, of: found.endpoint) }),
                "next": JSONValue(found.page.next),
            ])
        }
        answer(api, .get, ":id/deliveries/:delivery") { call in
            let found = try await call.endpoints.delivery(call.delivery, of: call.id)
            return .json(call.json.delivery(found.logged, of: found.endpoint, isWhole: true))
        }
        answer(api, .post, ":id/deliveries/:delivery/resend") { call in
            try await call.endpoints.resend(call.delivery, of: call.id)
            return .json(["id": .string(call.delivery)], status: .accepted)
        }
        answer(api, .post, ":id/resend") { call in
            let begun = try await call.endpoints.resend(try Self.resendRequest(await call.body()), of: call.id)
            return .json(call.json.job(begun.job, of: begun.endpoint), status: .accepted)
        }
        answer(api, .get, ":id/resends") { call in
            let found = try await call.endpoints.resends(of: call.id)
            return .json(["resends": .array(found.jobs.map { call.json.job($0, of: found.endpoint) })])
        }
        answer(api, .get, ":id/resends/:job") { call in
            let found = try await call.endpoints.resend(named: call.context.parameter("job"), of: call.id)
            return .json(call.json.job(found.job, of: found.endpoint))
        }
        answer(api, .post, ":id/test") { call in
            .json(["delivery": .string(try await call.endpoints.test(call.id).delivery)], status: .accepted)
        }
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
}
