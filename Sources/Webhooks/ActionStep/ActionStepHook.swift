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

    package init(
        id: String, eventName: String, targetURL: String, status: Status, triggeredCount: Int64,
        lastTriggeredAt: Instant?
    ) {
        self.id = id
        self.eventName = eventName
        self.targetURL = targetURL
        self.status = status
        self.triggeredCount = triggeredCount
        self.lastTriggeredAt = lastTriggeredAt
    }

    /// Reads both published forms. An unknown status counts as disabled: such a hook is replaced.
    package init?(_ value: JSONValue) {
        guard let id = value["id"]?.scalarText, let eventName = value["eventName"]?.string,
            let targetURL = value["targetUrl"]?.string
        else { return nil }
        let last = value["lastTriggered"]?.string ?? value["triggeredLastTimestamp"]?.string ?? ""
        self.init(
            id: id, eventName: eventName, targetURL: targetURL,
            status: value["status"]?.string.flatMap(Status.init(rawValue:)) ?? .disabled,
            triggeredCount: value["triggeredCount"]?.scalarText.flatMap { Int64($0) } ?? 0,
            lastTriggeredAt: Instant(iso8601: last))
    }

    /// Writes both published forms of the last trigger: `""` in the older field, null in the newer, before the first.
    /// - Parameter offsetMinutes: of the firm, east of Greenwich.
    package func json(offsetMinutes: Int) -> JSONValue {
        let last = lastTriggeredAt?.iso8601(offsetMinutes: offsetMinutes, fractionDigits: 0)
        return [
            "id": .string(id), "eventName": .string(eventName), "targetUrl": .string(targetURL),
            "status": .string(status.rawValue), "triggeredCount": .integer(triggeredCount),
            "lastTriggered": .string(last ?? ""), "triggeredLastTimestamp": JSONValue(last),
        ]
    }
}
