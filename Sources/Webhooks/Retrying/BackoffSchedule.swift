import Matters

/// The waits between the attempts at one delivery; after the last wait and its attempt the delivery is abandoned.
struct BackoffSchedule: Sendable {
    let delays: [Duration]
    /// How far a wait varies either way, so that endpoints that failed together are not all retried together.
    let jitterPercent: Int64

    /// Eight attempts in over a day, for an endpoint that nobody repairs before the next morning.
    static let overOneDay = BackoffSchedule(
        delays: [
            .seconds(5), .seconds(300), .seconds(1_800), .seconds(7_200), .seconds(18_000), .seconds(36_000),
            .seconds(36_000),
        ], jitterPercent: 20)

    /// - Parameters:
    ///   - attempt: the number of the failed attempt, from 1.
    ///   - jitter: from 0 to 1; 0.5 means none.
    func delay(afterAttempt attempt: Int, jitter: Double = 0.5) -> Duration? {
        guard delays.indices.contains(attempt - 1) else { return nil }
        let milliseconds = delays[attempt - 1].wholeMilliseconds
        let spread = Double(milliseconds * jitterPercent) / 100
        return .milliseconds(milliseconds + Int64((spread * (2 * jitter - 1)).rounded()))
    }

    /// The decision where any 2xx is a success.
    func decide(_ result: AttemptResult, _ context: AttemptContext) -> RetryDecision {
        if result.isSuccessStatus { return .delivered }
        return delay(afterAttempt: context.number, jitter: context.jitter).map { .retry(after: $0) } ?? .abandoned
    }
}
