package import Matters
package import Storage
package import Webhooks

/// A subscription with due deliveries: where they are sent, and what limits apply.
package struct DeliveryDestination: Sendable, Equatable {
    package let subscriptionID: Int64
    package let contract: WebhookContract
    package let targetURL: String
    package let messagesPerSecondMax: Int?
    /// Whether its last attempt failed.
    package let isFailing: Bool
    /// The valid ones, the newest first; empty where the contract signs nothing.
    package let sealedSecrets: [[UInt8]]
}

/// The time by both clocks: schedules may follow the clock of a test, leases always follow the machine's.
package struct ClockReading: Sendable {
    package let now: Instant
    package let machine: Instant

    package init(now: Instant, machine: Instant) {
        self.now = now
        self.machine = machine
    }
}

/// When the dispatcher has work again without being notified, on each clock; nil when nothing is pending.
package struct NextWakeUp: Sendable, Equatable {
    package let due: Instant?
    package let leaseEnd: Instant?
}

extension Deliveries {
    /// The subscriptions with due deliveries, the longest due first. PostgreSQL skips those that another server or a
    /// publisher has locked, so that no pass waits; the commit of the other transaction notifies the dispatcher.
    /// - Parameter areFailing: whether the last attempt failed; failing and healthy ones are claimed separately.
    package static func dueDestinations(
        areFailing: Bool, limit: Int, firmID: String, in transaction: any Writing, at now: Instant
    ) throws -> [DeliveryDestination] {
        guard limit > 0 else { return [] }
        return try transaction.rows(
            """
            SELECT subscription_id, contract, target_url, messages_per_second_max FROM subscriptions
            WHERE firm_id = $1 AND due_at <= $2 AND due_at IS NOT NULL
                AND failing_since IS \(areFailing ? "NOT " : "")NULL
            ORDER BY due_at LIMIT $3 \(transaction.dialect.claimClause)
            """, [.text(firmID), .instant(now), SQLValue(limit)]
        ).compactMap { row in
            guard let contract = WebhookContract(rawValue: row.text(1)) else { return nil }
            let secrets =
                contract.policy.signs
                ? try Subscriptions.secrets(of: row.integer(0), firmID: firmID, in: transaction, at: now) : []
            return DeliveryDestination(
                subscriptionID: row.integer(0), contract: contract, targetURL: row.text(2),
                messagesPerSecondMax: row.optionalInteger(3).map { Int($0) }, isFailing: areFailing,
                sealedSecrets: secrets)
        }
    }

    /// Computes anew when each subscription has its next due delivery.
    /// - Parameter notBefore: nothing is due earlier.
    package static func schedule(
        _ subscriptions: [(id: Int64, notBefore: Instant?)], firmID: String, in transaction: any Writing
    ) throws {
        try transaction.run(
            """
            UPDATE subscriptions SET due_at = (
                SELECT CASE WHEN d.due_at < $3 THEN $3
                    WHEN d.due_at < subscriptions.paused_until THEN subscriptions.paused_until ELSE d.due_at END
                FROM deliveries d
                WHERE d.firm_id = $1 AND d.subscription_id = $2 AND d.state = \(DeliveryState.waiting.sql)
                    AND d.lease_token IS NULL
                ORDER BY d.due_at LIMIT 1)
            WHERE firm_id = $1 AND subscription_id = $2 AND status IN \(SubscriptionStatus.enabled.sql)
            """,
            each: subscriptions.map { [.text(firmID), .integer($0.id), .integer($0.notBefore?.milliseconds ?? 0)] })
    }

    /// Removes subscriptions from those with due deliveries while all their slots are in use; the end of an attempt
    /// schedules them again.
    package static func unschedule(_ subscriptions: [Int64], firmID: String, in transaction: any Writing) throws {
        try transaction.run(
            "UPDATE subscriptions SET due_at = NULL WHERE firm_id = $1 AND subscription_id = $2",
            each: subscriptions.map { [.text(firmID), .integer($0)] })
    }

    package static func nextWakeUp(
        firmID: String, in reading: any Reading, at time: ClockReading
    ) throws -> NextWakeUp {
        let due = try [
            "SELECT min(due_at) FROM subscriptions WHERE firm_id = $1 AND due_at > $2 AND failing_since IS NULL",
            "SELECT min(due_at) FROM subscriptions WHERE firm_id = $1 AND due_at > $2 AND failing_since IS NOT NULL",
            "SELECT min(closes_at) FROM gathering_windows WHERE firm_id = $1 AND closes_at > $2",
        ].compactMap { try reading.moment($0, [.text(firmID), .instant(time.now)]) }.min()
        let leaseEnd = try reading.moment(
            "SELECT min(lease_until) FROM deliveries WHERE firm_id = $1 AND lease_token IS NOT NULL AND lease_until > 0",
            [.text(firmID)])
        return NextWakeUp(due: due, leaseEnd: leaseEnd)
    }
}
