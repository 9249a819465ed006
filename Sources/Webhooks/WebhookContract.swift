import Matters

/// Whose rules a webhook follows: its wire shape, what counts as delivered, when it is tried again, when it ends.
package enum WebhookContract: String, Sendable, CaseIterable {
    case actionstep
    case lawvu
    case lawfficient
    /// Standard Webhooks, for the portal's own events.
    case standard
}

extension WebhookContract {
    /// Over connection, headers and body of one attempt.
    package var attemptDeadline: Duration {
        switch self {
        case .actionstep: ActionStepSchedule.attemptDeadline
        case .lawvu: LawVuSchedule.attemptDeadline
        case .lawfficient: LawfficientSchedule.attemptDeadline
        case .standard: StandardSchedule.attemptDeadline
        }
    }

    package var contentType: String {
        switch self {
        case .actionstep: "application/vnd.api+json"
        case .lawvu, .lawfficient, .standard: "application/json"
        }
    }

    /// Whether changes that follow closely are told by one notice at the end of a `LawVuWindow`.
    package func gathers(_ event: String) -> Bool {
        self == .lawvu && LawVuTopic(rawValue: event)?.isWindowed == true
    }

    /// Whether the messages of a subscription that is off are kept until it is on again. Otherwise it has missed them,
    /// as in life.
    package func keepsWhileOff(isDurable: Bool) -> Bool {
        switch self {
        case .actionstep, .lawvu: false
        case .lawfficient: isDurable
        case .standard: true
        }
    }

    /// Whether a person may send again what was sent before. The vendors of the others know no such thing.
    package var allowsResending: Bool { self == .standard || self == .lawfficient }

    package var signs: Bool { self == .standard || self == .lawfficient }

    /// Whether an answer means that the message has arrived.
    package func takes(_ result: AttemptResult) -> Bool {
        self == .actionstep ? result == .answered(status: 200) : result.isTaken
    }

    /// Whether each message has an id of its own that all attempts and all endpoints share.
    package var namesMessages: Bool { self == .standard || self == .lawfficient }
}
