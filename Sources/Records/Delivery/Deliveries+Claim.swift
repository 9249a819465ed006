package import Matters
package import Storage

/// One delivery under a lease, ready to be attempted.
package struct DeliveryClaim: Sendable, Equatable {
    package let destination: DeliveryDestination
    package let id: Int64
    package let orderingKey: String
    /// The number of attempts counted before.
    package let attempts: Int
    package let body: [UInt8]
    /// Nil where the contract has no message ids.
    package let messageID: String?
    package let leaseToken: String
}

extension Deliveries {
    /// Leases up to `limit` due deliveries of one subscription, the longest due first.
    package static func claim(
        _ limit: Int, for destination: DeliveryDestination, lease: Lease, firmID: String, in transaction: any Writing,
        at now: Instant
    ) throws -> [DeliveryClaim] {
        try transaction.rows(
            """
            UPDATE deliveries SET lease_token = $4, lease_until = $5
            WHERE delivery_id IN (
                SELECT delivery_id FROM deliveries
                WHERE firm_id = $1 AND subscription_id = $2 AND state = \(DeliveryState.waiting.sql)
                    AND lease_token IS NULL AND due_at <= $3
                ORDER BY due_at, delivery_id LIMIT $6 \(transaction.dialect.claimClause))
            RETURNING delivery_id, ordering_key, attempts, body,
                (SELECT e.message_id FROM events e WHERE e.event_id = deliveries.event_id)
            """,
            [
                .text(firmID), .integer(destination.subscriptionID), .instant(now), .text(lease.token),
                .instant(lease.until), SQLValue(limit),
            ]
        ).map { row in
            DeliveryClaim(
                destination: destination, id: row.integer(0), orderingKey: row.text(1), attempts: row.int(2),
                body: row.blob(3), messageID: row.optionalText(4), leaseToken: lease.token)
        }.sorted { $0.id < $1.id }
    }

    /// Ends leases without counting an attempt: the deliveries are due as before.
    package static func release(_ claims: [DeliveryClaim], firmID: String, in transaction: any Writing) throws {
        try transaction.run(
            """
            UPDATE deliveries SET lease_token = NULL, lease_until = 0
            WHERE firm_id = $1 AND delivery_id = $2 AND lease_token = $3 AND finished_at IS NULL
            """, each: claims.map { [.text(firmID), .integer($0.id), .text($0.leaseToken)] })
    }

    /// Ends the leases that have expired by the machine's clock.
    /// - Returns: the ids of their subscriptions.
    package static func endExpiredLeases(
        firmID: String, in transaction: any Writing, at machineNow: Instant
    ) throws -> Set<Int64> {
        let rows = try transaction.rows(
            """
            UPDATE deliveries SET lease_token = NULL, lease_until = 0
            WHERE firm_id = $1 AND lease_token IS NOT NULL AND lease_until <= $2 RETURNING subscription_id
            """, [.text(firmID), .instant(machineNow)])
        return Set(rows.map { $0.integer(0) })
    }

    /// Ends every lease, of all firms.
    /// - Returns: the ids of their subscriptions, by firm.
    package static func releaseAllLeases(in transaction: any Writing) throws -> [String: Set<Int64>] {
        try transaction.rows(
            """
            UPDATE deliveries SET lease_token = NULL, lease_until = 0
            WHERE lease_token IS NOT NULL RETURNING firm_id, subscription_id
            """
        ).reduce(into: [:]) { $0[$1.text(0), default: []].insert($1.integer(1)) }
    }
}
