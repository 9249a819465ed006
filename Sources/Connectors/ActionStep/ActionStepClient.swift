import Egress
import HTTPTypes
import Matters
import Webhooks

/// A firm's ActionStep, asked through its REST API.
struct ActionStepClient: PracticeSystem {
    let api: ActionStepAPI

    func matterPage(_ page: Int) async throws(PracticeFailure) -> MatterPage {
        let envelope = try await api.get(
            "actions", "", [("sort", "id"), ("pageSize", "\(ActionStepAPI.pageSize)"), ("page", "\(page)")])
        return MatterPage(
            matters: envelope.records.map(\.id), matterCount: envelope.recordCount ?? envelope.records.count,
            hasMore: ActionStepAPI.hasMore(after: page, envelope))
    }

    func hooks() async throws(PracticeFailure) -> [RemoteHook] {
        try await api.all("resthooks").flatMap(\.records).compactMap(\.hook)
    }

    func createHook(event: String, url: String) async throws(PracticeFailure) -> RemoteHook {
        let body: JSONValue = ["resthooks": ["eventName": .string(event), "targetUrl": .string(url)]]
        let envelope = try ActionStepEnvelope(try await api.send(.post, "resthooks", body: body), resource: "resthooks")
        guard let hook = envelope.records.first?.hook else { throw .malformed("resthooks: no hook in the answer") }
        return hook
    }

    /// One that is gone already is as good as deleted. The system answers with 200 and the hook, or with 204.
    func deleteHook(_ id: String) async throws(PracticeFailure) {
        guard ActionStepURL.isID(id) else { throw .notFound }
        let answer = try await api.send(.delete, "resthooks/\(id)")
        if let failure = PracticeFailure(answer: answer), failure != .notFound { throw failure }
    }
}

extension ActionStepClient {
    /// The system cuts files into parts of this size; the last is what remains.
    static let filePartBytes: Int64 = 5 << 20

    /// One part, whole: it is asked for again when the line breaks, and none of its bytes has left yet. The id stands
    /// in the path unescaped, as the system wants it.
    func read(_ file: DocumentFile, from offset: Int64) async throws(PracticeFailure) -> [UInt8] {
        guard ActionStepURL.isID(file.matterRef), ActionStepURL.isID(file.documentRef) else { throw .notFound }
        guard (0..<file.sizeBytes).contains(offset), offset % Self.filePartBytes == 0 else {
            throw .malformed("files: no part begins at \(offset)")
        }
        let part = offset / Self.filePartBytes + 1
        let answer = try await api.send(
            HTTPCall(
                .get, "files/DL::Actions::\(file.matterRef)::\(file.documentRef)?part_number=\(part)",
                headers: [.accept: "*/*"], deadline: api.limits.deadline,
                answerLimit: .refuse(aboveBytes: Int(Self.filePartBytes))))
        if let failure = PracticeFailure(answer: answer) { throw failure }
        let expected = min(Self.filePartBytes, file.sizeBytes - offset)
        guard answer.body.count == expected else {
            throw .malformed("files: part \(part) has \(answer.body.count) bytes, not \(expected)")
        }
        return answer.body
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
