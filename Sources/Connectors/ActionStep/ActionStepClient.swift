package import Egress
import HTTPTypes
package import Matters
import Webhooks

/// A firm's ActionStep, asked through its REST API.
package struct ActionStepClient: PracticeSystem {
    let api: ActionStepAPI

    package init(
        client: GuardedHTTPClient, keeper: TokenKeeper, gate: RateGate, limits: ActionStepLimits = .init()
    ) {
        api = ActionStepAPI(client: client, keeper: keeper, gate: gate, limits: limits)
    }

    package func matterPage(_ page: Int) async throws(PracticeFailure) -> MatterPage {
        let envelope = try await api.get(
            "actions", "",
            [("sort", "id"), ("pageSize", "\(ActionStepAPI.pageSize)"), ("page", "\(page)")])
        return MatterPage(
            matters: envelope.records.map(\.id), matterCount: envelope.recordCount ?? envelope.records.count,
            hasMore: ActionStepAPI.hasMore(after: page, envelope))
    }

    package func hooks() async throws(PracticeFailure) -> [RemoteHook] {
        try await api.all("resthooks").flatMap(\.records).compactMap(\.hook)
    }

    package func createHook(event: String, url: String) async throws(PracticeFailure) -> RemoteHook {
        let body: JSONValue = ["resthooks": ["eventName": .string(event), "targetUrl": .string(url)]]
        let envelope = try ActionStepEnvelope(try await api.send(.post, "resthooks", body: body), resource: "resthooks")
        guard let hook = envelope.records.first?.hook else { throw .malformed("resthooks: no hook in the answer") }
        return hook
    }

    /// One that is gone already is as good as deleted. The system answers with 200 and the hook, or with 204.
    package func deleteHook(_ id: String) async throws(PracticeFailure) {
        guard ActionStepURL.isID(id) else { throw .notFound }
        let answer = try await api.send(.delete, "resthooks/\(id)")
        if let failure = PracticeFailure(answer: answer), failure != .notFound { throw failure }
    }
}

extension ActionStepRecord {
    /// Nil for one that is deleted, or cannot be read as a hook.
    fileprivate var hook: RemoteHook? {
        guard let hook = ActionStepHook(json), hook.status != .deleted else { return nil }
        return RemoteHook(
            id: hook.id, event: hook.eventName, url: hook.targetURL, isActive: hook.status == .active,
            triggeredCount: hook.triggeredCount, lastTriggeredAt: hook.lastTriggeredAt)
    }
}
