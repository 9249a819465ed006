package import Matters

/// One attempt at a delivery: what happened, as the log keeps it and as a contract judges it.
package struct Attempt: Sendable, Equatable {
    package static let answerBytesMax = 1_024

    package var startedAt: Instant
    package var milliseconds: Int64
    package var result: AttemptResult
    /// The first `answerBytesMax` bytes of the answer.
    package var answer: [UInt8]
    /// The wait that the answer asked for. Not stored: an attempt read from the log has none.
    package var retryAfter: Duration?

    package init(
        startedAt: Instant, milliseconds: Int64, result: AttemptResult, answer: [UInt8], retryAfter: Duration? = nil
    ) {
        self.startedAt = startedAt
        self.milliseconds = milliseconds
        self.result = result
        self.answer = Array(answer.prefix(Self.answerBytesMax))
        self.retryAfter = retryAfter
    }
}

/// What a contract takes into account besides the attempt itself.
package struct AttemptContext: Sendable, Equatable {
    /// Of the attempt, from 1.
    package var number: Int
    /// Lawfficient: whether the endpoint was promised more than one attempt.
    package var isDurable: Bool
    /// From 0 to 1, for the jitter of the wait; 0.5 means none.
    package var jitter: Double
    package var now: Instant

    package init(number: Int, isDurable: Bool = false, jitter: Double = 0.5, now: Instant) {
        self.number = number
        self.isDurable = isDurable
        self.jitter = jitter
        self.now = now
    }
}
