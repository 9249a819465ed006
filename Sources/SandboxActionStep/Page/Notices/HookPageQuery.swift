import Matters
import Records
import SandboxKit
import Storage
import Webhooks

/// A webhook with its last attempts.
struct HookPageModel: Sendable {
    struct AttemptLine: Sendable {
        let event: String
        let subject: String
        let result: String
        let tone: String
        let duration: String
        let at: String
    }

    let title: String
    let hook: HookGroups.Line
    let target: String
    let attempts: [AttemptLine]
}

/// Reads the page of one webhook: its state and its last attempts.
struct HookPageQuery {
    static let deliveryRowsMax = 20
    let reading: any Reading

    func model(_ id: String) throws -> HookPageModel? {
        guard let hook = try Subscription.actionStep(id, in: reading) else { return nil }
        let attempts = try Deliveries.log(
            of: hook.id, firmID: SandboxFirm.id, limit: Self.deliveryRowsMax, in: reading
        ).flatMap { try lines($0) }
        return HookPageModel(
            title: hook.events.joined(separator: ", "), hook: try HookGroups(reading: reading).line(hook),
            target: DeliveryLabels.host(hook.targetURL), attempts: attempts)
    }

    private func lines(_ entry: DeliveryLogEntry) throws -> [HookPageModel.AttemptLine] {
        try Deliveries.attempts(of: entry.id, firmID: SandboxFirm.id, in: reading).reversed().map { attempt in
            HookPageModel.AttemptLine(
                event: entry.eventType, subject: entry.resourceType + " " + entry.resourceID,
                result: DeliveryLabels.reason(attempt.result.name),
                tone: attempt.result == .answered(status: 200) ? "good" : "bad",
                duration: "\(attempt.milliseconds) ms", at: MatterLabels.clock(attempt.startedAt.milliseconds))
        }
    }
}
