import SandboxKit
import Webhooks

/// The pace of the busy day.
enum BusyDayPace: String, Sendable, CaseIterable {
    case calm, normal, busy, rush

    var interval: Duration {
        switch self {
        case .calm: .seconds(4)
        case .normal: .seconds(1)
        case .busy: .milliseconds(200)
        case .rush: .milliseconds(25)
        }
    }

    var title: String { rawValue.capitalizedFirst }

    var detail: String {
        switch self {
        case .calm: "one in 4 s"
        case .normal: "one a second"
        case .busy: "5 a second"
        case .rush: "40 a second"
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
