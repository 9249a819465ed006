import Matters
import Records
import SandboxKit
import Storage
import Webhooks

/// Webhooks grouped by target host, so that a portal with one for every event is one line.
struct HookGroups {
    let hooks: [Subscription]
    let reading: any Reading

    func groups() throws -> [HookGroup] {
        let byTarget = Dictionary(grouping: hooks) { DeliveryLabels.host($0.targetURL) }
        return try byTarget.sorted { $0.key < $1.key }.map { target, hooks in try group(target, hooks) }
    }

    private func group(_ target: String, _ hooks: [Subscription]) throws -> HookGroup {
        let off = hooks.count { $0.status != .active }
        let triggered = hooks.reduce(0) { $0 + $1.triggeredCount }
        return HookGroup(
            id: "hooks-" + target.map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined(), target: target,
            summary: "\(hooks.count) \(hooks.count == 1 ? "hook" : "hooks"), triggered \(triggered)×",
            tone: off == 0 ? "good" : "bad",
            state: off == 0 ? "active" : off == hooks.count ? "off" : "\(off) of \(hooks.count) off",
            hooks: try hooks.map(line))
    }

    func line(_ hook: Subscription) throws -> HookLine {
        let last = try Deliveries.lastAttempt(of: hook.id, firmID: SandboxFirm.id, in: reading)
        let isOff = hook.status != .active
        let time = last.map { MatterLabels.clock($0.startedAt.milliseconds) } ?? ""
        return HookLine(
            event: hook.events.joined(separator: ", "), state: isOff ? "off" : "active",
            tone: isOff ? "bad" : "good",
            reason: isOff ? "The receiver " + DeliveryLabels.reason(last?.result.name) + " at " + time : "",
            isOff: isOff, triggered: String(hook.triggeredCount),
            last: last.map { "\(Self.result($0)) in \($0.milliseconds) ms, \(time)" } ?? "never tried",
            href: "/hooks/\(hook.id)")
    }

    static func result(_ attempt: Attempt) -> String { DeliveryLabels.reason(attempt.result.name) }
}
