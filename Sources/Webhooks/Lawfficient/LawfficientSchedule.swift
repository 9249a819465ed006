import Matters

/// When Lawfficient tries again: today never. With `isDurable` it does so for over a day, as the vendor has announced.
///
/// No endpoint is ever switched off for its failures.
package struct LawfficientSchedule: Sendable {
    package static let attemptDeadline = Duration.seconds(5)

    package var isDurable: Bool

    package init(isDurable: Bool) { self.isDurable = isDurable }

    /// - Parameters:
    ///   - attempt: from 1.
    ///   - chance: from 0 to 1.
    package func fate(of result: AttemptResult, attempt: Int, chance: Double) -> Fate {
        if isDurable { return RetryLadder.patient.fate(of: result, attempt: attempt, chance: chance) }
        return result.isTaken ? .delivered : .abandoned
    }
}
