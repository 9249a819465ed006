import Matters

/// How long to wait after each failed attempt, until there is no next one.
struct RetryLadder: Sendable {
    let delays: [Duration]
    /// How far a wait may be off either way, so that endpoints that failed together do not all come back together.
    let jitterPercent: Int64

    /// Over a day, for an endpoint whose people come back in the morning.
    static let patient = RetryLadder(
        delays: [
            .seconds(5), .seconds(300), .seconds(1_800), .seconds(7_200), .seconds(18_000), .seconds(36_000),
            .seconds(36_000),
        ], jitterPercent: 20)

    /// - Parameters:
    ///   - attempt: from 1; the one that failed.
    ///   - chance: from 0 to 1; one half is no jitter.
    func delay(afterAttempt attempt: Int, chance: Double) -> Duration? {
        guard delays.indices.contains(attempt - 1) else { return nil }
        let milliseconds = delays[attempt - 1].wholeMilliseconds
        let spread = Double(milliseconds * jitterPercent) / 100
        return .milliseconds(milliseconds + Int64((spread * (2 * chance - 1)).rounded()))
    }

    func fate(of result: AttemptResult, attempt: Int, chance: Double) -> Fate {
        if result.isTaken { return .delivered }
        return delay(afterAttempt: attempt, chance: chance).map { .retry(after: $0) } ?? .abandoned
    }
}
