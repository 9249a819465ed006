import Delivery
import HTTPTypes
import Matters
import Records
import SandboxKit
import Storage
import Webhooks

/// `resthooks`: webhook subscriptions.
struct HooksHandler: Sendable {
    static let name = "resthooks"
    static let hooksMax = 1_000
    let world: ActionStepWorld

    func answer(_ call: RESTCall) async throws -> RESTReply {
        switch (call.method, call.ids == nil) {
        case (.get, true): try await list(call)
        case (.get, false): try await one(call)
        case (.post, true): try await create(call)
        case (.put, false): try await update(call)
        case (.delete, false): try await delete(call)
        default: throw RequestFailure.methodNotAllowed
        }
    }

    private func list(_ call: RESTCall) async throws -> RESTReply {
        let query = try ListQuery(call.parameters)
        let hooks = try await world.store.read { try Self.all(in: $0) }
        let page = hooks.dropFirst(min((query.page - 1), hooks.count) * query.pageSize).prefix(query.pageSize)
        return call.reply(page.map(Self.object), paging: call.paging(count: hooks.count, query))
    }

    private func one(_ call: RESTCall) async throws -> RESTReply {
        let ids = try call.requiredIDs()
        let hooks = try await world.store.read { reading in try ids.map { try Self.find($0, in: reading) } }
        return call.reply(hooks.map(Self.object))
    }

    private func create(_ call: RESTCall) async throws -> RESTReply {
        let requests = try call.rows().map { try HookRequest($0, isNew: true) }
        let hooks = try await world.change { change in
            guard try Self.all(in: change.transaction).count + requests.count <= Self.hooksMax else {
                throw RequestFailure.badRequest("At most \(Self.hooksMax) hooks")
            }
            return try requests.map { request in
                try Subscriptions.create(
                    contract: .actionstep, events: [request.event ?? ""], targetURL: request.target ?? "",
                    owner: String(ActionStepChange.userID), firmID: SandboxFirm.id, in: change.transaction,
                    at: change.due)
            }
        }
        return call.reply(hooks.map(Self.object), status: 201)
    }

    /// Changes the event and the target only; a disabled webhook stays disabled.
    private func update(_ call: RESTCall) async throws -> RESTReply {
        let ids = try call.requiredIDs()
        let requests = try call.rows(for: ids).map { try HookRequest($0, isNew: false) }
        let hooks = try await world.change { change in
            try zip(ids, requests).map { id, request in
                let hook = try Self.find(id, in: change.transaction)
                try Subscriptions.update(
                    hook, events: request.event.map { [$0] }, targetURL: request.target, in: change.transaction)
                return try Self.find(id, in: change.transaction)
            }
        }
        return call.reply(hooks.map(Self.object))
    }

    /// Returns the deleted webhook, unlike every other DELETE.
    private func delete(_ call: RESTCall) async throws -> RESTReply {
        let ids = try call.requiredIDs()
        let hooks = try await world.change { change in
            try ids.map { id in
                var hook = try Self.find(id, in: change.transaction)
                try SubscriptionLifecycle.delete(
                    hook.id, firmID: SandboxFirm.id, in: change.transaction, at: change.due)
                hook.status = .deleted
                return hook
            }
        }
        return call.reply(hooks.map(Self.object))
    }

    private static func all(in reading: any Reading) throws -> [Subscription] {
        try Subscriptions.list(contract: .actionstep, firmID: SandboxFirm.id, limit: hooksMax, in: reading)
    }

    private static func find(_ id: String, in reading: any Reading) throws -> Subscription {
        guard let hook = try Subscription.actionStep(id, in: reading) else {
            throw RequestFailure.notFound("resthooks \(id) was not found")
        }
        return hook
    }

    /// Both members for the last trigger are written, each with its own value for "never".
    static func object(_ hook: Subscription) -> JSONValue {
        let last = hook.lastTriggeredAt.map { Presentation.timestamp($0.milliseconds) }
        return [
            "id": .string(String(hook.id)), "eventName": JSONValue(hook.events.first),
            "targetUrl": .string(hook.targetURL), "status": .string(hook.status.rawValue.capitalizedFirst),
            "triggeredCount": .integer(hook.triggeredCount), "lastTriggered": .string(last ?? ""),
            "triggeredLastTimestamp": JSONValue(last),
        ]
    }
}

extension Subscription {
    /// A webhook of ActionStep that is not deleted.
    static func actionStep(_ id: String, in reading: any Reading) throws -> Subscription? {
        let hook = try Int64(id).flatMap { try Subscriptions.find($0, firmID: SandboxFirm.id, in: reading) }
        return hook?.contract == .actionstep && hook?.status != .deleted ? hook : nil
    }
}
