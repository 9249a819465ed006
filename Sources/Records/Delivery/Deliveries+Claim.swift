package import Matters
package import Storage
package import Webhooks

extension Deliveries {
    /// An active subscription for which something is due.
    package struct Lane: Sendable, Equatable {
        package let subscriptionID: Int64
        package let contract: WebhookContract
        package let targetURL: String
    }

    /// One delivery under a lease, ready to be attempted.
    package struct Claim: Sendable, Equatable {
        package let lane: Lane
        package let id: Int64
        package let orderingKey: String
        /// That were counted before.
        package let attempts: Int
        package let body: [UInt8]
    }

    /// Two clocks: schedules may follow the clock of a test, leases always follow the machine's.
    package struct Moment: Sendable {
        package let now: Instant
        package let machine: Instant
        package init(now: Instant, machine: Instant) { (self.now, self.machine) = (now, machine) }
    }

    package static func lanes(firmID: String, in reading: any Reading, at moment: Moment) throws -> [Lane] {
        try reading.rows(
            """
            SELECT s.subscription_id, s.contract, s.target_url FROM subscriptions s
            WHERE s.firm_id = $1 AND s.status = 'active' AND EXISTS (
                SELECT 1 FROM deliveries d
                WHERE d.firm_id = s.firm_id AND d.subscription_id = s.subscription_id AND d.state = 0
                    AND d.due_at <= $2 AND d.lease_until <= $3)
            ORDER BY s.subscription_id
            """, [.text(firmID), .integer(moment.now.milliseconds), .integer(moment.machine.milliseconds)]
        ).compactMap { row in
            WebhookContract(rawValue: row.text(1)).map {
                Lane(subscriptionID: row.integer(0), contract: $0, targetURL: row.text(2))
            }
        }
    }

    /// Takes up to `limit` due deliveries of one subscription under a lease, the oldest first.
    package static func claim(
        _ limit: Int, from lane: Lane, lease: Lease, firmID: String, in transaction: any Writing, at moment: Moment
    ) throws -> [Claim] {
        try transaction.rows(
            """
            UPDATE deliveries SET lease_token = $5, lease_until = $6
            WHERE delivery_id IN (
                SELECT delivery_id FROM deliveries
                WHERE firm_id = $1 AND subscription_id = $2 AND state = 0 AND due_at <= $3 AND lease_until <= $4
                ORDER BY delivery_id LIMIT $7 \(transaction.dialect.claimClause))
            RETURNING delivery_id, ordering_key, attempts, body
            """,
            [
                .text(firmID), .integer(lane.subscriptionID), .integer(moment.now.milliseconds),
                .integer(moment.machine.milliseconds), .text(lease.token), .integer(lease.until.milliseconds),
                SQLValue(limit),
            ]
        ).map { claim($0, in: lane) }.sorted { $0.id < $1.id }
    }

    static func claim(_ row: Row, in lane: Lane) -> Claim {
        Claim(lane: lane, id: row.integer(0), orderingKey: row.text(1), attempts: row.int(2), body: row.blob(3))
    }

    /// When to look again by itself: the earliest schedule still to come, and the earliest end of a lease, each on
    /// its own clock; nil when there is none.
    package struct Next: Sendable, Equatable {
        package let due: Instant?
        package let leaseEnd: Instant?
    }

    package static func next(firmID: String, in reading: any Reading, at moment: Moment) throws -> Next {
        let due = try reading.row(
            "SELECT min(due_at) FROM deliveries WHERE firm_id = $1 AND state = 0 AND due_at > $2",
            [.text(firmID), .integer(moment.now.milliseconds)])
        let leaseEnd = try reading.row(
            "SELECT min(lease_until) FROM deliveries WHERE firm_id = $1 AND lease_token IS NOT NULL",
            [.text(firmID)])
        return Next(
            due: due?.optionalInteger(0).map(Instant.init(milliseconds:)),
            leaseEnd: leaseEnd?.optionalInteger(0).map(Instant.init(milliseconds:)))
    }

    /// Only the one owner of an embedded database may do this, at its start: every lease is a dead process's.
    package static func freeAllLeases(in transaction: any Writing) throws {
        try transaction.run(
            """
            UPDATE deliveries SET lease_token = NULL, lease_until = 0
            WHERE finished_at IS NULL AND lease_token IS NOT NULL
            """)
    }
}
