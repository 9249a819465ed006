package import Matters
package import Storage
package import Webhooks

extension Deliveries {
    /// A subscription of which something is due.
    package struct Lane: Sendable, Equatable {
        package let subscriptionID: Int64
        package let contract: WebhookContract
        package let targetURL: String
        package let messagesPerSecondMax: Int?
        /// Whether its last attempt failed.
        package let isFailing: Bool
        /// Those that are alive, the newest first; none where the contract signs nothing.
        package let sealedSecrets: [[UInt8]]

        package init(
            subscriptionID: Int64, contract: WebhookContract, targetURL: String, messagesPerSecondMax: Int?,
            isFailing: Bool = false, sealedSecrets: [[UInt8]]
        ) {
            (self.subscriptionID, self.contract, self.targetURL) = (subscriptionID, contract, targetURL)
            (self.messagesPerSecondMax, self.isFailing) = (messagesPerSecondMax, isFailing)
            self.sealedSecrets = sealedSecrets
        }
    }

    /// Two clocks: schedules may follow the clock of a test, leases always follow the machine's.
    package struct Moment: Sendable {
        package let now: Instant
        package let machine: Instant
        package init(now: Instant, machine: Instant) { (self.now, self.machine) = (now, machine) }
    }

    /// What has waited longest comes first. On PostgreSQL those that another server, or a publisher, has in its hands
    /// are passed over, so that nobody waits for anybody; its commit rings the bell.
    /// - Parameter areFailing: those whose last attempt failed are asked for apart from those that are well.
    package static func lanes(
        areFailing: Bool, limit: Int, firmID: String, in transaction: any Writing, at now: Instant
    ) throws -> [Lane] {
        guard limit > 0 else { return [] }
        return try transaction.rows(
            """
            SELECT subscription_id, contract, target_url, messages_per_second_max FROM subscriptions
            WHERE firm_id = $1 AND due_at <= $2 AND due_at IS NOT NULL
                AND failing_since IS \(areFailing ? "NOT " : "")NULL
            ORDER BY due_at LIMIT $3 \(transaction.dialect.claimClause)
            """, [.text(firmID), .integer(now.milliseconds), SQLValue(limit)]
        ).compactMap { row in
            guard let contract = WebhookContract(rawValue: row.text(1)) else { return nil }
            let secrets =
                contract.signs
                ? try Subscriptions.secrets(of: row.integer(0), firmID: firmID, in: transaction, at: now) : []
            return Lane(
                subscriptionID: row.integer(0), contract: contract, targetURL: row.text(2),
                messagesPerSecondMax: row.optionalInteger(3).map { Int($0) }, isFailing: areFailing,
                sealedSecrets: secrets)
        }
    }

    /// Says anew when something of a subscription is due.
    /// - Parameter pause: nothing before that, whatever is due.
    package static func schedule(
        _ subscriptions: [(id: Int64, pause: Instant?)], firmID: String, in transaction: any Writing
    ) throws {
        try transaction.run(
            """
            UPDATE subscriptions SET due_at = (
                SELECT CASE WHEN d.due_at < $3 THEN $3
                    WHEN d.due_at < subscriptions.paused_until THEN subscriptions.paused_until ELSE d.due_at END
                FROM deliveries d
                WHERE d.firm_id = $1 AND d.subscription_id = $2 AND d.state = 0 AND d.lease_token IS NULL
                ORDER BY d.due_at LIMIT 1)
            WHERE firm_id = $1 AND subscription_id = $2 AND status IN ('active', 'catching_up')
            """,
            each: subscriptions.map { [.text(firmID), .integer($0.id), .integer($0.pause?.milliseconds ?? 0)] })
    }

    /// Takes a subscription out of those that are due while all of its places are taken; the end of an attempt brings
    /// it back.
    package static func park(_ subscriptions: [Int64], firmID: String, in transaction: any Writing) throws {
        try transaction.run(
            "UPDATE subscriptions SET due_at = NULL WHERE firm_id = $1 AND subscription_id = $2",
            each: subscriptions.map { [.text(firmID), .integer($0)] })
    }

    /// When to look again by itself: the earliest schedule still to come, and the earliest end of a lease, each on
    /// its own clock; nil when there is none.
    package struct Next: Sendable, Equatable {
        package let due: Instant?
        package let leaseEnd: Instant?
    }

    package static func next(firmID: String, in reading: any Reading, at moment: Moment) throws -> Next {
        let firm = SQLValue.text(firmID)
        let now = SQLValue.integer(moment.now.milliseconds)
        let due = try [
            "SELECT min(due_at) FROM subscriptions WHERE firm_id = $1 AND due_at > $2 AND failing_since IS NULL",
            "SELECT min(due_at) FROM subscriptions WHERE firm_id = $1 AND due_at > $2 AND failing_since IS NOT NULL",
            "SELECT min(closes_at) FROM gathering_windows WHERE firm_id = $1 AND closes_at > $2",
        ].compactMap { try reading.row($0, [firm, now])?.optionalInteger(0) }.min()
        let leaseEnd = try reading.row(
            "SELECT min(lease_until) FROM deliveries WHERE firm_id = $1 AND lease_token IS NOT NULL AND lease_until > 0",
            [firm])
        return Next(
            due: due.map(Instant.init(milliseconds:)),
            leaseEnd: leaseEnd?.optionalInteger(0).map(Instant.init(milliseconds:)))
    }
}
