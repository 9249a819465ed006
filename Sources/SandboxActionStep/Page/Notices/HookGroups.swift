import Matters
import Records
import SandboxKit
import Storage
import Webhooks

/// Webhooks grouped by target host, so that a portal with one for every event is one line.
struct HookGroups {
    /// The webhooks of one receiver.
    struct Group: Sendable {
        let id: String
        let target: String
        let summary: String
        /// A CSS class.
        let tone: String
        let state: String
        let hooks: [Line]
    }

    /// A webhook in the list.
    struct Line: Sendable {
        let event: String
        let state: String
        let tone: String
        /// Why the webhook is disabled; nil while it is active.
        let reason: String?
        let triggered: String
        let last: String
        let href: String
    }

    let reading: any Reading

    func groups(_ hooks: [Subscription]) throws -> [Group] {
        let byTarget = Dictionary(grouping: hooks) { DeliveryLabels.host($0.targetURL) }
        return try byTarget.sorted { $0.key < $1.key }.map { target, hooks in try group(target, hooks) }
    }

    private func group(_ target: String, _ hooks: [Subscription]) throws -> Group {
        let off = hooks.count { $0.status != .active }
        let triggered = hooks.reduce(0) { $0 + $1.triggeredCount }
        return Group(
            id: "hooks-" + target.map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined(), target: target,
            summary: "\(hooks.count) \(hooks.count == 1 ? "hook" : "hooks"), triggered \(triggered)×",
            tone: off == 0 ? "good" : "bad",
            state: off == 0 ? "active" : off == hooks.count ? "off" : "\(off) of \(hooks.count) off",
            hooks: try hooks.map(line))
    }

    func line(_ hook: Subscription) throws -> Line {
        let last = try Deliveries.lastAttempt(of: hook.id, firmID: SandboxFirm.id, in: reading)
        let result = DeliveryLabels.reason(last?.result.name)
        let time = last.map { MatterLabels.clock($0.startedAt.milliseconds) } ?? ""
        let isOff = hook.status != .active
        return Line(
            event: hook.events.joined(separator: ", "), state: isOff ? "off" : "active", tone: isOff ? "bad" : "good",
            reason: isOff ? "The receiver \(result) at \(time)" : nil, triggered: String(hook.triggeredCount),
            last: last.map { "\(result) in \($0.milliseconds) ms, \(time)" } ?? "never tried", href: "/hooks/\(hook.id)"
        )
    }
}
