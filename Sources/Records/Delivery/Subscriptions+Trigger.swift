package import Matters
package import Storage
package import Webhooks

extension Subscriptions {
    /// A subscription that asks for an event.
    package struct Asking: Sendable, Equatable {
        package let id: Int64
        package let owner: String
        package let clientState: String?
        package let isDurable: Bool
        package let targetURL: String

        package init(_ subscription: Subscription) {
            self.init(
                id: subscription.id, owner: subscription.owner, clientState: subscription.options.clientState,
                isDurable: subscription.options.isDurable, targetURL: subscription.targetURL)
        }

        fileprivate init(id: Int64, owner: String, clientState: String?, isDurable: Bool, targetURL: String) {
            (self.id, self.owner, self.clientState) = (id, owner, clientState)
            (self.isDurable, self.targetURL) = (isDurable, targetURL)
        }
    }

    /// An event counted on a subscription.
    package struct Triggered: Sendable, Equatable {
        package let targetURL: String
        /// Of the events that it has seen, this one included; nil when it was off: the event is not counted.
        package let count: Int64?
        /// Where the delivery goes: in the queue, or aside.
        package let place: Deliveries.Place
    }

    package static func asking(
        for event: String, contract: WebhookContract, firmID: String, in reading: any Reading
    ) throws -> [Asking] {
        try reading.rows(
            """
            SELECT DISTINCT s.subscription_id, s.owner, s.client_state, s.is_durable, s.target_url
            FROM subscription_events e
            JOIN subscriptions s ON s.subscription_id = e.subscription_id AND s.firm_id = e.firm_id
            WHERE e.firm_id = $1 AND e.contract = $2 AND e.event IN ($3, $4) AND s.status <> 'deleted'
            ORDER BY s.subscription_id
            """, [.text(firmID), .text(contract.rawValue), .text(event), .text(allEvents)]
        ).map {
            Asking(
                id: $0.integer(0), owner: $0.text(1), clientState: $0.optionalText(2), isDurable: $0.flag(3),
                targetURL: $0.text(4))
        }
    }

    /// Counts one event on a subscription, and says that something of it is due.
    ///
    /// The count is raised before a delivery is stored, so on PostgreSQL two publishers of one subscription wait for
    /// each other here, and ids of deliveries follow the order of the counts.
    package static func trigger(
        _ asking: Asking, contract: WebhookContract, firmID: String, in transaction: any Writing, at now: Instant
    ) throws -> Triggered {
        let row = try transaction.row(
            """
            UPDATE subscriptions SET triggered_count = triggered_count + 1, last_triggered_at = $3,
                due_at = CASE WHEN due_at <= $3 THEN due_at WHEN paused_until > $3 THEN paused_until ELSE $3 END
            WHERE firm_id = $1 AND subscription_id = $2 AND status IN ('active', 'catching_up')
            RETURNING triggered_count, target_url, status
            """, [.text(firmID), .integer(asking.id), .integer(now.milliseconds)])
        guard let row else {
            let keeps = contract.keepsWhileOff(isDurable: asking.isDurable)
            return Triggered(targetURL: asking.targetURL, count: nil, place: .aside(keeps ? .held : .missed))
        }
        let isCatchingUp = row.text(2) == Subscription.Status.catchingUp.rawValue
        return Triggered(
            targetURL: row.text(1), count: row.integer(0), place: isCatchingUp ? .aside(.held) : .queue)
    }
}
