package import Matters
package import Storage
package import Webhooks

/// What decides how a subscription goes on after an attempt.
package struct SubscriptionState: Sendable, Equatable {
    package var contract: WebhookContract
    package var status: SubscriptionStatus
    package var isDurable = false
    package var health = EndpointHealth()
}

extension SubscriptionState {
    fileprivate static let columns = "contract, status, is_durable, failing_since, abandoned_at"

    fileprivate init?(_ row: Row) {
        guard let contract = WebhookContract(rawValue: row.text(0)),
            let status = SubscriptionStatus(rawValue: row.text(1))
        else { return nil }
        self.init(
            contract: contract, status: status, isDurable: row.flag(2),
            health: EndpointHealth(
                failingSince: row.optionalInstant(3),
                abandonedAt: row.text(4).split(separator: ",").compactMap { Int64($0) }
                    .map(Instant.init(milliseconds:))))
    }
}

extension Subscriptions {
    /// Nil when there is no such subscription.
    package static func state(of id: Int64, firmID: String, in reading: any Reading) throws -> SubscriptionState? {
        try reading.row(
            "SELECT \(SubscriptionState.columns) FROM subscriptions WHERE firm_id = $1 AND subscription_id = $2",
            [.text(firmID), .integer(id)]
        ).flatMap(SubscriptionState.init)
    }

    /// Reads the state by an update that changes nothing. The row is locked as publishers lock it, so that on PostgreSQL
    /// nobody publishes to the subscription or disables it between this read and the commit; a delivery that was
    /// published in between would wait forever.
    package static func lock(_ id: Int64, firmID: String, in transaction: any Writing) throws -> SubscriptionState? {
        try transaction.row(
            """
            UPDATE subscriptions SET status = status WHERE firm_id = $1 AND subscription_id = $2
            RETURNING \(SubscriptionState.columns)
            """, [.text(firmID), .integer(id)]
        ).flatMap(SubscriptionState.init)
    }

    /// - Parameter pausedUntil: an earlier moment than the stored one changes nothing.
    package static func updateHealth(
        _ health: EndpointHealth, pausedUntil: Instant?, of id: Int64, firmID: String, in transaction: any Writing
    ) throws {
        try transaction.run(
            """
            UPDATE subscriptions SET failing_since = $3, abandoned_at = $4,
                paused_until = CASE WHEN paused_until < $5 THEN $5 ELSE paused_until END
            WHERE firm_id = $1 AND subscription_id = $2
            """,
            [
                .text(firmID), .integer(id), SQLValue(health.failingSince),
                .text(health.abandonedAt.map { String($0.milliseconds) }.joined(separator: ",")),
                .integer(pausedUntil?.milliseconds ?? 0),
            ])
    }

    /// - Returns: the state before; nil when it was not enabled.
    package static func markDisabled(
        _ id: Int64, because reason: DisableReason, firmID: String, in transaction: any Writing, at now: Instant
    ) throws -> SubscriptionState? {
        try transaction.row(
            """
            UPDATE subscriptions SET status = \(SubscriptionStatus.disabled.sql), switched_off = $3, ended_at = $4,
                due_at = NULL
            WHERE firm_id = $1 AND subscription_id = $2 AND status IN \(SubscriptionStatus.enabled.sql)
            RETURNING \(SubscriptionState.columns)
            """, [.text(firmID), .integer(id), .text(reason.rawValue), .instant(now)]
        ).flatMap(SubscriptionState.init)
    }

    /// Resets the health: what happened before does not count any more.
    /// - Returns: whether it was disabled.
    package static func markEnabled(
        _ id: Int64, as status: SubscriptionStatus, firmID: String, in transaction: any Writing
    ) throws -> Bool {
        try transaction.run(
            """
            UPDATE subscriptions SET status = $3, switched_off = NULL, ended_at = NULL, failing_since = NULL,
                abandoned_at = '', paused_until = 0
            WHERE firm_id = $1 AND subscription_id = $2 AND status = \(SubscriptionStatus.disabled.sql)
            """, [.text(firmID), .integer(id), .text(status.rawValue)]) == 1
    }

    package static func markCaughtUp(_ id: Int64, firmID: String, in transaction: any Writing) throws {
        try transaction.run(
            """
            UPDATE subscriptions SET status = \(SubscriptionStatus.active.sql)
            WHERE firm_id = $1 AND subscription_id = $2 AND status = \(SubscriptionStatus.catchingUp.sql)
            """, [.text(firmID), .integer(id)])
    }

    /// Also removes its secrets and its open windows.
    package static func markDeleted(_ id: Int64, firmID: String, in transaction: any Writing, at now: Instant) throws {
        try transaction.run(
            """
            UPDATE subscriptions SET status = \(SubscriptionStatus.deleted.sql), ended_at = $3, due_at = NULL
            WHERE firm_id = $1 AND subscription_id = $2 AND status <> \(SubscriptionStatus.deleted.sql)
            """, [.text(firmID), .integer(id), .instant(now)])
        for table in ["subscription_secrets", "gathering_windows"] {
            try transaction.run(
                "DELETE FROM \(table) WHERE firm_id = $1 AND subscription_id = $2", [.text(firmID), .integer(id)])
        }
    }
}
