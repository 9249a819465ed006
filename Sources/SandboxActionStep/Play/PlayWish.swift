import Webhooks

/// What a control call asks of the busy day.
struct PlayWish: Equatable {
    static let hint =
        "Send {\"play\": true or false}; with true also \"speed\": "
        + PlayPace.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")

    /// Nil to stop.
    let pace: PlayPace?

    /// Nil when it cannot be understood.
    /// - Parameter now: what is played when nothing is said of the speed.
    init?(_ body: JSONValue, now: PlayPace) {
        guard let members = body.members, members.entries.allSatisfy({ ["play", "speed"].contains($0.name) }) else {
            return nil
        }
        switch (body["play"], body["speed"]) {
        case (.bool(true), nil): pace = now
        case (.bool(true), .string(let name)):
            guard let named = PlayPace(rawValue: name) else { return nil }
            pace = named
        case (.bool(false), nil): pace = nil
        default: return nil
        }
    }
}
