import Matters

/// When the portal tries again: for over a day, never sooner than the endpoint asks.
package enum StandardSchedule {
    package static let attemptDeadline = Duration.seconds(15)

    /// - Parameters:
    ///   - attempt: from 1.
    ///   - retryAfter: what the answer asked for.
    ///   - chance: from 0 to 1.
    package static func fate(of result: AttemptResult, attempt: Int, retryAfter: Duration?, chance: Double) -> Fate {
        if result == .gone { return .abandoned }
        let fate = RetryLadder.patient.fate(of: result, attempt: attempt, chance: chance)
        guard case .retry(let delay) = fate, let retryAfter else { return fate }
        return .retry(after: max(delay, min(retryAfter, RetryAfter.longest)))
    }
}

extension AttemptResult {
    /// The endpoint says that it will never take anything again.
    static let gone = AttemptResult.answered(status: 410)
}
