package import Matters

/// A hook as `/resthooks` shows it, without the envelope around it.
package struct ActionStepHook: Sendable, Equatable {
    package enum Status: String, Sendable {
        case active = "Active"
        case disabled = "Disabled"
        case deleted = "Deleted"
    }

    package var id: String
    package var eventName: String
    package var targetURL: String
    package var status: Status
    package var triggeredCount: Int64
    package var lastTriggeredAt: Instant?

    /// Reads both published forms. An unknown status counts as disabled: such a hook is replaced.
    package init?(_ value: JSONValue) {
        guard let id = value["id"]?.scalarText, let eventName = value["eventName"]?.string,
            let targetURL = value["targetUrl"]?.string
        else { return nil }
        self.id = id
        self.eventName = eventName
        self.targetURL = targetURL
        status = value["status"]?.string.flatMap(Status.init(rawValue:)) ?? .disabled
        triggeredCount = value["triggeredCount"]?.scalarText.flatMap { Int64($0) } ?? 0
        let last = value["lastTriggered"]?.string ?? value["triggeredLastTimestamp"]?.string ?? ""
        lastTriggeredAt = Instant(iso8601: last)
    }
}
