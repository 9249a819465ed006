package import Matters
package import Storage
package import Webhooks

/// A subscription that matches an event.
package struct Subscriber: Sendable, Equatable {
    package let id: Int64
    package let owner: String
    package let clientState: String?
    package let isDurable: Bool
    package let targetURL: String
}

extension Subscriber {
    package init(_ subscription: Subscription) {
        self.init(
            id: subscription.id, owner: subscription.owner, clientState: subscription.options.clientState,
            isDurable: subscription.options.isDurable, targetURL: subscription.targetURL)
    }
}

/// An event that was counted on a subscription.
package struct TriggeredEvent: Sendable, Equatable {
    package let targetURL: String
    /// The number of events of the subscription, this one included.
    package let count: Int64
    package let isCatchingUp: Bool
}

extension Subscriptions {
    package static func subscribers(
        to event: String, contract: WebhookContract, firmID: String, in reading: any Reading
    ) throws -> [Subscriber] {
        try reading.rows(
            """
            SELECT DISTINCT s.subscription_id, s.owner, s.client_state, s.is_durable, s.target_url
            FROM subscription_events e
            JOIN subscriptions s ON s.subscription_id = e.subscription_id AND s.firm_id = e.firm_id
            WHERE e.firm_id = $1 AND e.contract = $2 AND e.event IN ($3, $4)
                AND s.status <> \(SubscriptionStatus.deleted.sql)
            ORDER BY s.subscription_id
            """, [.text(firmID), .text(contract.rawValue), .text(event), .text(allEvents)]
        ).map { row in
            Subscriber(
                id: row.integer(0), owner: row.text(1), clientState: row.optionalText(2), isDurable: row.flag(3),
                targetURL: row.text(4))
        }
    }

    /// Counts one event on a subscription and makes it due. Nil when the subscription is not enabled.
    ///
    /// The count is raised before a delivery is stored, so on PostgreSQL two publishers to one subscription are
    /// serialised here, and ids of deliveries follow the order of the counts.
    package static func trigger(
        _ subscriber: Subscriber, firmID: String, in transaction: any Writing, at now: Instant
    ) throws -> TriggeredEvent? {
        try transaction.row(
            """
            UPDATE subscriptions SET triggered_count = triggered_count + 1, last_triggered_at = $3,
                due_at = CASE WHEN due_at <= $3 THEN due_at WHEN paused_until > $3 THEN paused_until ELSE $3 END
            WHERE firm_id = $1 AND subscription_id = $2 AND status IN \(SubscriptionStatus.enabled.sql)
            RETURNING triggered_count, target_url, status
            """, [.text(firmID), .integer(subscriber.id), .instant(now)]
        ).map { row in
            TriggeredEvent(
                targetURL: row.text(1), count: row.integer(0),
                isCatchingUp: row.text(2) == SubscriptionStatus.catchingUp.rawValue)
        }
    }
}
