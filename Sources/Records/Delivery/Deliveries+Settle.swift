package import Matters
package import Storage
package import Webhooks

/// One attempt, as the log keeps it.
package struct Attempt: Sendable, Equatable {
    package static let answerBytesMax = 1_024

    package var startedAt: Instant
    package var milliseconds: Int64
    package var result: AttemptResult
    /// The first bytes of the answer.
    package var answer: [UInt8]

    package init(startedAt: Instant, milliseconds: Int64, result: AttemptResult, answer: [UInt8]) {
        (self.startedAt, self.milliseconds, self.result) = (startedAt, milliseconds, result)
        self.answer = Array(answer.prefix(Self.answerBytesMax))
    }
}

extension Deliveries {
    /// A claim that was attempted.
    package struct Settlement: Sendable {
        package var claim: Claim
        package var attempt: Attempt
        /// What the answer asked for.
        package var retryAfter: Duration?
        /// From 0 to 1, for the jitter of a wait.
        package var chance: Double

        package init(claim: Claim, attempt: Attempt, retryAfter: Duration? = nil, chance: Double) {
            (self.claim, self.attempt, self.retryAfter, self.chance) = (claim, attempt, retryAfter, chance)
        }
    }

    /// Writes attempts down and draws the consequences. Where a lease is held no more, somebody else has the delivery
    /// by now, and only the attempt is kept.
    ///
    /// Subscriptions are gone through in the order of their ids, as publishers do, so that on PostgreSQL they wait for
    /// one another and never in a circle.
    package static func settle(
        _ settlements: [Settlement], firmID: String, in transaction: any Writing, at now: Instant
    ) throws {
        let lanes = Dictionary(grouping: settlements, by: \.claim.lane.subscriptionID)
        for (id, settlements) in lanes.sorted(by: { $0.key < $1.key }) {
            try LaneSettling(subscriptionID: id, firmID: firmID, transaction: transaction, now: now)?.settle(
                settlements)
        }
    }
}
