import Delivery
import HTTPTypes
import Hummingbird
import NIOCore
import Records
import SandboxKit
import Storage
import Webhooks

/// The subscriptions of the user who asks. They cannot be changed: only deleted and made anew.
struct SubscriptionHandler: Sendable {
    static let root = "account-apis/v1/webhooks/subscriptions"
    /// Of one user; the vendor publishes no limit.
    static let subscriptionsMax = 20_000
    /// Read from the store in one go.
    static let rowsInPart = 500
    let world: LawVuWorld

    var routes: [LawVuRoute] {
        [
            LawVuRoute(.get, Self.root, list), LawVuRoute(.post, Self.root, create),
            LawVuRoute(.get, Self.root + "/:id", one), LawVuRoute(.delete, Self.root + "/:id", delete),
        ]
    }

    /// Answers the bare number.
    private func create(_ call: LawVuCall) async throws -> Response {
        let wish = try Self.wish(try await call.json())
        let made = try await world.change(by: call.user) { change in
            let count = try Subscriptions.count(
                contract: .lawvu, owner: change.user.id, firmID: SandboxFirm.id, in: change.transaction)
            guard count < Self.subscriptionsMax else {
                throw LawVuProblem.conflict("Topics", "You have \(Self.subscriptionsMax) subscriptions: delete some.")
            }
            return try Subscriptions.create(
                contract: .lawvu, events: wish.topics.map(\.rawValue), targetURL: wish.url, owner: change.user.id,
                options: SubscriptionOptions(clientState: wish.clientState), firmID: SandboxFirm.id,
                in: change.transaction, at: change.now)
        }
        return .lawVu(201, .integer(made.id), location: "/lawvu/\(Self.root)/\(made.id)")
    }

    /// Plain http is taken, for whoever tests receives on the same machine.
    private static func wish(_ json: JSONValue) throws -> LawVuSubscription {
        guard json.members != nil else { throw LawVuProblem.invalid("Body", "Send a JSON object.") }
        do throws(SubscriptionFault) { return try LawVuSubscription(json, allowsPlainHTTP: true) } catch {
            throw LawVuProblem.invalid(error.field.capitalizedFirst, error.hint)
        }
    }

    /// All of them: the vendor's list has no pages. It is written a part at a time, so that a long one is never held
    /// whole.
    private func list(_ call: LawVuCall) -> Response {
        let (store, user) = (world.store, call.user.id)
        return Response(
            status: .ok, headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                var (last, separator): (Int64?, String) = (0, "[")
                while let after = last {
                    let part = try await store.read { reading in
                        try Subscriptions.list(
                            contract: .lawvu, owner: user, firmID: SandboxFirm.id, after: after, limit: Self.rowsInPart,
                            in: reading)
                    }
                    var bytes = ByteBuffer()
                    for subscription in part {
                        bytes.writeString(separator)
                        bytes.writeBytes(Self.json(subscription).encoded)
                        separator = ","
                    }
                    try await writer.write(bytes)
                    last = part.count < Self.rowsInPart ? nil : part.last?.id
                }
                try await writer.write(ByteBuffer(string: separator == "[" ? "[]" : "]"))
                try await writer.finish(nil)
            })
    }

    private func one(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        return .lawVu(200, try await world.look(as: call.user) { Self.json(try $0.subscription(id)) })
    }

    private func delete(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        try await world.change(by: call.user) { change in
            _ = try change.look.subscription(id)
            try SubscriptionLifecycle.delete(id, firmID: SandboxFirm.id, in: change.transaction, at: change.due)
        }
        return .lawVu(204, nil)
    }

    private static func json(_ subscription: Subscription) -> JSONValue {
        let wish = LawVuSubscription(
            topics: subscription.events.flatMap(topics), url: subscription.targetURL,
            clientState: subscription.options.clientState)
        return wish.json(
            id: subscription.id, status: subscription.status == .disabled ? .failed : .active,
            createdBy: subscription.owner, at: subscription.createdAt)
    }

    /// One that was made by the sandbox's own commands may be for all.
    private static func topics(_ name: String) -> [LawVuTopic] {
        name == Subscriptions.allEvents ? LawVuTopic.allCases : [LawVuTopic(rawValue: name)].compactMap(\.self)
    }
}

extension LawVuLook {
    /// Somebody else's is not there.
    func subscription(_ id: Int64) throws -> Subscription {
        guard let found = try Subscriptions.find(id, firmID: SandboxFirm.id, in: reading), found.contract == .lawvu,
            found.owner == user.id, found.status != .deleted
        else { throw LawVuProblem.notFound }
        return found
    }
}
