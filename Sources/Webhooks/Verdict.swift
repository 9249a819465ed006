package import Matters

/// How one attempt at a delivery ended.
package enum AttemptResult: Sendable, Equatable {
    case answered(status: Int)
    case failed(NetworkFailure)
}

/// What a contract makes of it.
package enum Verdict: Sendable, Equatable {
    case delivered
    case retry(after: Duration)
    /// The delivery is given up, and the subscription is switched off with it.
    case disable
}

extension WebhookContract {
    /// Over connection, headers and body of one attempt.
    package var attemptDeadline: Duration {
        switch self {
        case .actionstep: ActionStepSchedule.attemptDeadline
        }
    }

    package var contentType: String {
        switch self {
        case .actionstep: "application/vnd.api+json"
        }
    }

    /// - Parameter attempt: from 1.
    package func verdict(on result: AttemptResult, attempt: Int) -> Verdict {
        switch self {
        case .actionstep: ActionStepSchedule.verdict(on: result, attempt: attempt)
        }
    }
}
