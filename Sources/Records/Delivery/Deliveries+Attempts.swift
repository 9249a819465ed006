package import Matters
package import Storage
package import Webhooks

/// What an attempt changes in its delivery.
package struct DeliveryUpdate: Sendable, Equatable {
    package var deliveryID: Int64
    /// Under which the attempt was made.
    package var leaseToken: String
    package var state: DeliveryState
    /// Nil leaves it as it is.
    package var dueAt: Instant?
    package var finishedAt: Instant?
    package var attempt: Attempt

    package init(
        deliveryID: Int64, leaseToken: String, state: DeliveryState, dueAt: Instant?, finishedAt: Instant?,
        attempt: Attempt
    ) {
        self.deliveryID = deliveryID
        self.leaseToken = leaseToken
        self.state = state
        self.dueAt = dueAt
        self.finishedAt = finishedAt
        self.attempt = attempt
    }
}

extension Deliveries {
    /// Stores attempts and what they change. A delivery whose lease is not held any more belongs to another process:
    /// only the attempt is stored.
    package static func record(_ updates: [DeliveryUpdate], firmID: String, in transaction: any Writing) throws {
        try transaction.run(
            """
            UPDATE deliveries SET state = $4, attempts = attempts + 1, due_at = coalesce($5, due_at),
                lease_token = NULL, lease_until = 0, failure = $6, finished_at = $7
            WHERE firm_id = $1 AND delivery_id = $2 AND lease_token = $3 AND finished_at IS NULL
            """,
            each: updates.map { update in
                [
                    .text(firmID), .integer(update.deliveryID), .text(update.leaseToken),
                    .integer(update.state.rawValue), SQLValue(update.dueAt),
                    SQLValue(update.state == .delivered ? nil : update.attempt.result.name),
                    SQLValue(update.finishedAt),
                ]
            })
        try transaction.run(
            """
            INSERT INTO attempts (firm_id, delivery_id, number, started_at, duration_ms, status, failure, answer)
            SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7 FROM attempts
            WHERE firm_id = $1 AND delivery_id = $2
            """, each: updates.map { values(of: $0.attempt, deliveryID: $0.deliveryID, firmID: firmID) })
    }

    private static func values(of attempt: Attempt, deliveryID: Int64, firmID: String) -> [SQLValue] {
        let status = attempt.result.status
        return [
            .text(firmID), .integer(deliveryID), .instant(attempt.startedAt), .integer(attempt.milliseconds),
            SQLValue(status), SQLValue(status == nil ? attempt.result.name : nil), .blob(attempt.answer),
        ]
    }

    /// Moves the first unfinished delivery of each ordering key from queued to waiting.
    package static func advance(
        _ orderingKeys: [String], of subscriptionID: Int64, firmID: String, in transaction: any Writing
    ) throws {
        try transaction.run(
            """
            UPDATE deliveries SET state = \(DeliveryState.waiting.sql)
            WHERE firm_id = $1 AND state = \(DeliveryState.queued.sql) AND delivery_id = (
                SELECT delivery_id FROM deliveries
                WHERE firm_id = $1 AND subscription_id = $2 AND ordering_key = $3 AND finished_at IS NULL
                ORDER BY delivery_id LIMIT 1)
            """, each: orderingKeys.map { [.text(firmID), .integer(subscriptionID), .text($0)] })
    }
}
