import Records
import Webhooks

/// An endpoint's status for people.
struct EndpointStatusLabel: Sendable, Equatable {
    /// The tag's CSS class.
    var kind: String
    var tag: String
    var sentence: String

    init(_ endpoint: Subscription) {
        (kind, tag, sentence) =
            switch (endpoint.status, endpoint.failingSince) {
            case (.active, nil): ("in-progress", "On", "Messages go out as things happen.")
            case (.active, _):
                ("problem", "Failing", "The last message did not arrive. It is tried again by itself for over a day.")
            case (.catchingUp, _):
                ("in-progress", "Catching up", "What was held goes out first, then what happens meanwhile.")
            case (.disabled, _): ("waiting-on-you", "Off", Self.explanation(of: endpoint.disableReason))
            case (.deleted, _): ("not-needed", "Deleted", "It is gone.")
            }
    }

    private static func explanation(of reason: DisableReason?) -> String {
        switch reason {
        case .gone: "The endpoint said that it is gone (410). What happens now is held for 30 days."
        case .failing: "Nothing arrived for five days, so it was switched off. What happens now is held for 30 days."
        case .byHand, .unexpectedAnswer, .abandonedTooOften, nil:
            "It was switched off by hand. What happens now is held for 30 days."
        }
    }
}

/// A delivery's state for people.
struct DeliveryStatusLabel: Sendable, Equatable {
    var kind: String
    var tag: String

    init(_ state: DeliveryState) {
        (kind, tag) =
            switch state {
            case .waiting, .queued: ("not-started", "On its way")
            case .delivered: ("in-progress", "Delivered")
            case .missed: ("not-needed", "Missed")
            case .abandoned: ("problem", "Given up")
            case .held: ("waiting-on-you", "Held")
            }
    }
}
