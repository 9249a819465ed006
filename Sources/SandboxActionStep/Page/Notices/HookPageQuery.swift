import Matters
import Records
import SandboxKit
import Storage
import Webhooks

/// Reads the page of one webhook: its state and its last attempts.
struct HookPageQuery {
    static let deliveryRowsMax = 20
    let reading: any Reading

    func model(_ id: String) throws -> HookPageModel? {
        guard let number = Int64(id),
            let hook = try Subscriptions.find(number, firmID: SandboxFirm.id, in: reading),
            hook.contract == .actionstep, hook.status != .deleted
        else { return nil }
        let attempts = try Deliveries.log(
            of: hook.id, firmID: SandboxFirm.id, limit: Self.deliveryRowsMax, in: reading
        ).flatMap { try lines($0) }
        return HookPageModel(
            title: hook.events.joined(separator: ", "), hook: try HookGroups(hooks: [], reading: reading).line(hook),
            target: DeliveryLabels.host(hook.targetURL), attempts: attempts, hasNoAttempts: attempts.isEmpty)
    }

    private func lines(_ entry: DeliveryLogEntry) throws -> [HookPageModel.AttemptLine] {
        try Deliveries.attempts(of: entry.id, firmID: SandboxFirm.id, in: reading).reversed().map { attempt in
            HookPageModel.AttemptLine(
                event: entry.eventType, subject: entry.resourceType + " " + entry.resourceID,
                result: HookGroups.result(attempt), tone: attempt.result == .answered(status: 200) ? "good" : "bad",
                duration: "\(attempt.milliseconds) ms", at: MatterLabels.clock(attempt.startedAt.milliseconds))
        }
    }
}
