import Matters

/// When LawVu tries again: after one, two and five minutes. The fourth failure abandons the notice.
package enum LawVuSchedule {
    package static let attemptDeadline = Duration.seconds(5)
    private static let ladder = RetryLadder(
        delays: [.seconds(60), .seconds(120), .seconds(300)], jitterPercent: 0)

    /// - Parameter attempt: from 1.
    package static func fate(of result: AttemptResult, attempt: Int) -> Fate {
        ladder.fate(of: result, attempt: attempt, chance: 0.5)
    }
}
