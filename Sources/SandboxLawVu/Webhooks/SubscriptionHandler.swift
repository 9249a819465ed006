import Delivery
import HTTPTypes
import Hummingbird
import NIOCore
import Records
import SandboxKit
import Storage
import Webhooks

/// The webhook subscriptions of the authenticated user. A subscription cannot be updated, only deleted and created again.
enum SubscriptionHandler {
    static let root = "account-apis/v1/webhooks/subscriptions"
    /// For each user; the vendor publishes no limit.
    static let subscriptionsMax = 20_000
    /// Rows of one read of the streamed list.
    static let rowsPerRead = 500

    static var routes: [LawVuRoute] {
        [
            LawVuRoute(.get, root, list), LawVuRoute(.post, root, create),
            LawVuRoute(.get, root + "/:id") { call in
                .lawVu(200, try await call.query { json(try $0.subscription(call.id)) })
            },
            LawVuRoute(.delete, root + "/:id", delete),
        ]
    }

    /// The response body is the id alone, without an object around it.
    private static func create(_ call: LawVuCall) async throws -> Response {
        let request = try read(try await call.json())
        let created = try await call.change { change in
            let count = try Subscriptions.count(
                contract: .lawvu, owner: change.user.id, firmID: SandboxFirm.id, in: change.transaction)
            guard count < subscriptionsMax else {
                throw LawVuProblem.conflict("Topics", "You have \(subscriptionsMax) subscriptions: delete some.")
            }
            return try Subscriptions.create(
                contract: .lawvu, events: request.topics.map(\.rawValue), targetURL: request.url, owner: change.user.id,
                options: SubscriptionOptions(clientState: request.clientState), firmID: SandboxFirm.id,
                in: change.transaction, at: change.now)
        }
        return .lawVu(201, .integer(created.id), location: "/lawvu/\(root)/\(created.id)")
    }

    /// Plain http is accepted: a test receives on its own machine.
    private static func read(_ json: JSONValue) throws -> LawVuSubscription {
        guard json.members != nil else { throw LawVuProblem.invalid("Body", "Send a JSON object.") }
        do throws(SubscriptionFault) { return try LawVuSubscription(json, allowsPlainHTTP: true) } catch {
            throw LawVuProblem.invalid(error.field.capitalizedFirst, error.hint)
        }
    }

    /// All subscriptions: the vendor's list is not paginated. The response is streamed, so that a long list is never in
    /// memory as a whole.
    private static func list(_ call: LawVuCall) -> Response {
        return Response(
            status: .ok, headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                var last: Int64? = 0
                var separator = "["
                while let after = last {
                    let part = try await call.world.store.read { reading in
                        try Subscriptions.list(
                            contract: .lawvu, owner: call.user.id, firmID: SandboxFirm.id, after: after,
                            limit: rowsPerRead, in: reading)
                    }
                    var bytes = ByteBuffer()
                    for subscription in part {
                        bytes.writeString(separator)
                        bytes.writeBytes(json(subscription).encoded)
                        separator = ","
                    }
                    try await writer.write(bytes)
                    last = part.count < rowsPerRead ? nil : part.last?.id
                }
                try await writer.write(ByteBuffer(string: separator == "[" ? "[]" : "]"))
                try await writer.finish(nil)
            })
    }

    private static func delete(_ call: LawVuCall) async throws -> Response {
        try await call.change { change in
            _ = try change.query.subscription(call.id)
            try SubscriptionLifecycle.delete(call.id, firmID: SandboxFirm.id, in: change.transaction, at: change.due)
        }
        return .lawVu(204)
    }

    private static func json(_ subscription: Subscription) -> JSONValue {
        let request = LawVuSubscription(
            topics: subscription.events.flatMap(topics), url: subscription.targetURL,
            clientState: subscription.options.clientState)
        return request.json(
            id: subscription.id, status: subscription.status == .disabled ? .failed : .active,
            createdBy: subscription.owner, at: subscription.createdAt)
    }

    /// A subscription that was created by the command line may be for all events.
    private static func topics(_ name: String) -> [LawVuTopic] {
        name == Subscriptions.allEvents ? LawVuTopic.allCases : [LawVuTopic(rawValue: name)].compactMap(\.self)
    }
}

extension LawVuQuery {
    /// - Throws: `LawVuProblem.notFound` also for a subscription of another user.
    func subscription(_ id: Int64) throws -> Subscription {
        guard let found = try Subscriptions.find(id, firmID: SandboxFirm.id, in: reading), found.contract == .lawvu,
            found.owner == user.id, found.status != .deleted
        else { throw LawVuProblem.notFound }
        return found
    }
}
