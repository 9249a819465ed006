import HTTPTypes
import Matters
import Records
import SandboxKit
import Storage
import Webhooks

/// `resthooks`: the subscriptions to the system's events.
struct HooksHandler: Sendable {
    static let name = "resthooks"
    static let hooksMax = 1_000
    let world: World

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
        let hooks = try await world.store.read { reading in
            try Subscriptions.list(
                contract: .actionstep, firmID: SandboxFirm.id, limit: Self.hooksMax, in: reading)
        }
        let page = hooks.dropFirst(min((query.page - 1), hooks.count) * query.pageSize).prefix(query.pageSize)
        let paging = call.envelope.paging(
            count: hooks.count, page: query.page, size: query.pageSize, url: call.url(ofPage:))
        return RESTReply(
            call.envelope.document(Self.name, rows: page.map(Self.object), linked: nil, paging: paging))
    }

    private func one(_ call: RESTCall) async throws -> RESTReply {
        let ids = try call.requiredIDs()
        let hooks = try await world.store.read { reading in try ids.map { try Self.find($0, in: reading) } }
        return RESTReply(call.envelope.document(Self.name, rows: hooks.map(Self.object), linked: nil))
    }

    private func create(_ call: RESTCall) async throws -> RESTReply {
        let wishes = try call.rows().map { try HookWish($0, isNew: true) }
        let hooks = try await world.change { change in
            let known = try Subscriptions.list(
                contract: .actionstep, firmID: SandboxFirm.id, limit: Self.hooksMax, in: change.transaction)
            guard known.count + wishes.count <= Self.hooksMax else {
                throw RequestFailure.badRequest("At most \(Self.hooksMax) hooks")
            }
            return try wishes.map { wish in
                try Subscriptions.create(
                    contract: .actionstep, events: [wish.event ?? ""], targetURL: wish.target ?? "",
                    owner: String(WorldChange.userID), firmID: SandboxFirm.id, in: change.transaction, at: change.due)
            }
        }
        return RESTReply(
            status: 201, body: call.envelope.document(Self.name, rows: hooks.map(Self.object), linked: nil))
    }

    /// May change the event and the target, and nothing else: a hook that is off stays off.
    private func update(_ call: RESTCall) async throws -> RESTReply {
        let ids = try call.requiredIDs()
        let wishes = try call.rows(for: ids).map { try HookWish($0, isNew: false) }
        let hooks = try await world.change { change in
            try zip(ids, wishes).map { id, wish in
                let hook = try Self.find(id, in: change.transaction)
                try Subscriptions.update(
                    hook, events: wish.event.map { [$0] }, targetURL: wish.target, in: change.transaction)
                return try Self.find(id, in: change.transaction)
            }
        }
        return RESTReply(call.envelope.document(Self.name, rows: hooks.map(Self.object), linked: nil))
    }

    /// Answers the hook, unlike every other DELETE.
    private func delete(_ call: RESTCall) async throws -> RESTReply {
        let ids = try call.requiredIDs()
        let hooks = try await world.change { change in
            try ids.map { id in
                var hook = try Self.find(id, in: change.transaction)
                try Subscriptions.delete(hook.id, firmID: SandboxFirm.id, in: change.transaction, at: change.due)
                hook.status = .deleted
                return hook
            }
        }
        return RESTReply(call.envelope.document(Self.name, rows: hooks.map(Self.object), linked: nil))
    }

    private static func find(_ id: String, in reading: any Reading) throws -> Subscription {
        guard let number = Int64(id),
            let hook = try Subscriptions.find(number, firmID: SandboxFirm.id, in: reading),
            hook.contract == .actionstep, hook.status != .deleted
        else { throw RequestFailure.notFound("resthooks \(id) was not found") }
        return hook
    }

    /// Both names of the last trigger are written, each with its own way to say never.
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
