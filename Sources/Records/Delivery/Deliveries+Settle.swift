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
    /// What became of a claim.
    package struct Settlement: Sendable {
        package var claim: Claim
        package var lease: Lease
        package var attempt: Attempt
        package var verdict: Verdict
        package var at: Instant
        /// Whether the claimant goes on with the next delivery of the same key, under `lease`.
        package var takesNext: Bool

        package init(
            claim: Claim, lease: Lease, attempt: Attempt, verdict: Verdict, at: Instant, takesNext: Bool
        ) {
            (self.claim, self.lease, self.attempt) = (claim, lease, attempt)
            (self.verdict, self.at, self.takesNext) = (verdict, at, takesNext)
        }
    }

    /// Writes an attempt down and draws the consequence, if the lease is still held: otherwise somebody else has the
    /// delivery by now, and only the attempt is kept.
    /// - Returns: the next delivery of the same key, if the settlement takes it.
    package static func settle(
        _ settlement: Settlement, firmID: String, in transaction: any Writing
    ) throws -> Claim? {
        let claim = settlement.claim
        let lane = try lockedLane(claim.lane, firmID: firmID, in: transaction)
        try add(settlement.attempt, to: claim.id, firmID: firmID, in: transaction)
        let state = state(after: settlement.verdict, isActive: lane != nil)
        guard try finish(settlement, as: state, firmID: firmID, in: transaction) else { return nil }
        if settlement.verdict == .disable {
            try Subscriptions.end(
                claim.lane.subscriptionID, as: .disabled, firmID: firmID, in: transaction, at: settlement.at)
            return nil
        }
        guard let lane, state.isFinished else { return nil }
        return try advance(settlement, in: lane, firmID: firmID, in: transaction)
    }

    /// Gives a claim back without counting an attempt: it is due as it was.
    package static func release(
        _ claim: Claim, lease: Lease, firmID: String, in transaction: any Writing, at now: Instant
    ) throws {
        let lane = try lockedLane(claim.lane, firmID: firmID, in: transaction)
        try transaction.run(
            """
            UPDATE deliveries SET lease_token = NULL, lease_until = 0
            WHERE firm_id = $1 AND delivery_id = $2 AND lease_token = $3 AND finished_at IS NULL
            """, [.text(firmID), .integer(claim.id), .text(lease.token)])
        if lane == nil {
            try missWaiting(of: claim.lane.subscriptionID, firmID: firmID, in: transaction, at: now)
        }
        transaction.notify(.deliveries)
    }

    /// The subscription as it is now, nil when it is off. An update that changes nothing, so that on PostgreSQL nobody
    /// publishes to it between our look at what is queued and our commit: that notice would wait forever.
    private static func lockedLane(_ lane: Lane, firmID: String, in transaction: any Writing) throws -> Lane? {
        let row = try transaction.row(
            """
            UPDATE subscriptions SET status = status WHERE firm_id = $1 AND subscription_id = $2
            RETURNING status, target_url
            """, [.text(firmID), .integer(lane.subscriptionID)])
        guard let row, row.text(0) == Subscription.Status.active.rawValue else { return nil }
        return Lane(subscriptionID: lane.subscriptionID, contract: lane.contract, targetURL: row.text(1))
    }

    private static func state(after verdict: Verdict, isActive: Bool) -> State {
        switch verdict {
        case .delivered: .delivered
        case .retry: isActive ? .waiting : .missed
        case .disable: .abandoned
        }
    }

    private static func finish(
        _ settlement: Settlement, as state: State, firmID: String, in transaction: any Writing
    ) throws -> Bool {
        var due: Int64?
        if case .retry(let delay) = settlement.verdict { due = (settlement.at + delay).milliseconds }
        return try transaction.run(
            """
            UPDATE deliveries SET state = $4, attempts = attempts + 1, due_at = coalesce($5, due_at),
                lease_token = NULL, lease_until = 0, failure = $6, finished_at = $7
            WHERE firm_id = $1 AND delivery_id = $2 AND lease_token = $3 AND finished_at IS NULL
            """,
            [
                .text(firmID), .integer(settlement.claim.id), .text(settlement.lease.token), .integer(state.rawValue),
                SQLValue(due), SQLValue(settlement.verdict == .delivered ? nil : settlement.attempt.result.name),
                state.isFinished ? .integer(settlement.at.milliseconds) : .null,
            ]) == 1
    }

    /// Lets the next of the key go to the front, under the lease if it is taken along.
    private static func advance(
        _ settlement: Settlement, in lane: Lane, firmID: String, in transaction: any Writing
    ) throws -> Claim? {
        let next = try first(
            of: lane.subscriptionID, orderingKey: settlement.claim.orderingKey, firmID: firmID, in: transaction)
        guard let next else { return nil }
        let lease = settlement.takesNext ? settlement.lease : nil
        let row = try transaction.row(
            """
            UPDATE deliveries SET state = 0, lease_token = $3, lease_until = $4
            WHERE firm_id = $1 AND delivery_id = $2
            RETURNING delivery_id, ordering_key, attempts, body
            """, [.text(firmID), .integer(next), SQLValue(lease?.token), .integer(lease?.until.milliseconds ?? 0)])
        guard let row, lease != nil else {
            transaction.notify(.deliveries)
            return nil
        }
        return claim(row, in: lane)
    }

    private static func add(
        _ attempt: Attempt, to deliveryID: Int64, firmID: String, in transaction: any Writing
    ) throws {
        var status: Int?
        if case .answered(let answered) = attempt.result { status = answered }
        try transaction.run(
            """
            INSERT INTO attempts (firm_id, delivery_id, number, started_at, duration_ms, status, failure, answer)
            SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7 FROM attempts
            WHERE firm_id = $1 AND delivery_id = $2
            """,
            [
                .text(firmID), .integer(deliveryID), .integer(attempt.startedAt.milliseconds),
                .integer(attempt.milliseconds), SQLValue(status), SQLValue(status == nil ? attempt.result.name : nil),
                .blob(attempt.answer),
            ])
    }
}

extension AttemptResult {
    /// As it is stored and shown: `status 404`, `timedOut`.
    package var name: String {
        switch self {
        case .answered(let status): "status \(status)"
        case .failed(let failure): failure.rawValue
        }
    }
}
