package import Matters
package import Storage
package import Webhooks

/// One delivery, as the log shows it.
package struct DeliveryLogEntry: Sendable, Equatable {
    package let id: Int64
    package let eventType: String
    package let resourceType: String
    package let resourceID: String
    package let state: DeliveryState
    package let attempts: Int
    /// Of the last attempt, such as `timedOut` or `status 404`.
    package let failure: String?
    package let createdAt: Instant
    package let finishedAt: Instant?
    /// Nil where the contract has no message ids.
    package let messageID: String?
}

extension Deliveries {
    /// The newest first.
    /// - Parameter id: the last one of the page before.
    package static func log(
        of subscriptionID: Int64, firmID: String, before id: Int64 = .max, limit: Int, in reading: any Reading
    ) throws -> [DeliveryLogEntry] {
        try reading.rows(
            """
            SELECT d.delivery_id, e.type, e.resource_type, e.resource_id, d.state, d.attempts, d.failure,
                d.created_at, d.finished_at, e.message_id
            FROM deliveries d JOIN events e ON e.event_id = d.event_id AND e.firm_id = d.firm_id
            WHERE d.firm_id = $1 AND d.subscription_id = $2 AND d.delivery_id < $3
            ORDER BY d.delivery_id DESC LIMIT $4
            """, [.text(firmID), .integer(subscriptionID), .integer(id), SQLValue(limit)]
        ).compactMap(entry)
    }

    /// Nil when the subscription has no such delivery.
    package static func find(
        _ id: Int64, of subscriptionID: Int64, firmID: String, in reading: any Reading
    ) throws -> DeliveryLogEntry? {
        guard id < .max else { return nil }
        return try log(of: subscriptionID, firmID: firmID, before: id + 1, limit: 1, in: reading).first { $0.id == id }
    }

    /// The bytes that every attempt sends.
    package static func body(of id: Int64, firmID: String, in reading: any Reading) throws -> [UInt8] {
        try reading.row(
            "SELECT body FROM deliveries WHERE firm_id = $1 AND delivery_id = $2", [.text(firmID), .integer(id)]
        )?.blob(0) ?? []
    }

    private static func entry(_ row: Row) -> DeliveryLogEntry? {
        DeliveryState(rawValue: row.integer(4)).map { state in
            DeliveryLogEntry(
                id: row.integer(0), eventType: row.text(1), resourceType: row.text(2), resourceID: row.text(3),
                state: state, attempts: row.int(5), failure: row.optionalText(6), createdAt: row.instant(7),
                finishedAt: row.optionalInstant(8), messageID: row.optionalText(9))
        }
    }

    /// In the order in which they were made.
    package static func attempts(of deliveryID: Int64, firmID: String, in reading: any Reading) throws -> [Attempt] {
        try reading.rows(
            """
            SELECT started_at, duration_ms, status, failure, answer FROM attempts
            WHERE firm_id = $1 AND delivery_id = $2 ORDER BY number
            """, [.text(firmID), .integer(deliveryID)]
        ).map { row in
            let failure = row.optionalText(3).flatMap(NetworkFailure.init(rawValue:)) ?? .other
            return Attempt(
                startedAt: row.instant(0), milliseconds: row.integer(1),
                result: row.optionalInteger(2).map { .answered(status: Int($0)) } ?? .failed(failure),
                answer: row.optionalBlob(4) ?? [])
        }
    }

    /// How many of the newest deliveries are searched for one with an attempt.
    private static let lastAttemptSearchMax = 50

    /// The last attempt of the newest delivery that has one; nil when none of the newest deliveries was attempted yet.
    package static func lastAttempt(
        of subscriptionID: Int64, firmID: String, in reading: any Reading
    ) throws -> Attempt? {
        let log = try log(of: subscriptionID, firmID: firmID, limit: lastAttemptSearchMax, in: reading)
        return try log.first { $0.attempts > 0 }.flatMap { try attempts(of: $0.id, firmID: firmID, in: reading).last }
    }

    /// Deletes finished deliveries, their attempts, and the events without any delivery left.
    /// - Returns: how many deliveries were deleted; fewer than `limit` when none is left.
    package static func purge(
        finishedBefore moment: Instant, limit: Int, firmID: String, in transaction: any Writing
    ) throws -> Int {
        let rows = try transaction.rows(
            """
            SELECT delivery_id, event_id FROM deliveries
            WHERE firm_id = $1 AND finished_at IS NOT NULL AND finished_at < $2 ORDER BY finished_at LIMIT $3
            """, [.text(firmID), .instant(moment), SQLValue(limit)])
        for table in ["attempts", "deliveries"] {
            try transaction.run(
                "DELETE FROM \(table) WHERE firm_id = $1 AND delivery_id = $2",
                each: rows.map { [.text(firmID), .integer($0.integer(0))] })
        }
        try transaction.run(
            """
            DELETE FROM events WHERE firm_id = $1 AND event_id = $2
                AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.firm_id = $1 AND d.event_id = $2)
            """, each: rows.map { [.text(firmID), .integer($0.integer(1))] })
        return rows.count
    }
}
