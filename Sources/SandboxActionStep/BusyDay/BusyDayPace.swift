import SandboxKit
import Webhooks

/// The pace of the busy day.
enum BusyDayPace: String, Sendable, CaseIterable {
    case calm, normal, busy, rush

    var title: String { rawValue.capitalizedFirst }
    /// For example `5 a second`.
    var detail: String { rate.label }
    /// Between two changes.
    var interval: Duration { rate.interval }

    private var rate: (interval: Duration, label: String) {
        switch self {
        case .calm: (.seconds(4), "one in 4 s")
        case .normal: (.seconds(1), "one a second")
        case .busy: (.milliseconds(200), "5 a second")
        case .rush: (.milliseconds(25), "40 a second")
        }
    }
}

/// The body of a control request that starts or stops the busy day.
struct BusyDayRequest: Equatable {
    static let hint =
        "Send {\"play\": true or false}; with true also \"speed\": "
        + BusyDayPace.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")

    /// Nil to stop.
    let pace: BusyDayPace?

    /// Nil when the body is not valid.
    /// - Parameter now: the pace when the body names no speed.
    init?(_ body: JSONValue, now: BusyDayPace) {
        guard let members = body.members, members.entries.allSatisfy({ ["play", "speed"].contains($0.name) }) else {
            return nil
        }
        switch (body["play"], body["speed"]) {
        case (.bool(true), nil): pace = now
        case (.bool(true), .string(let name)):
            guard let named = BusyDayPace(rawValue: name) else { return nil }
            pace = named
        case (.bool(false), nil): pace = nil
        default: return nil
        }
    }
}
