package import Matters
package import Storage
package import Webhooks

extension Subscriptions {
    /// A subscription that asked for an event, after the event was counted on it.
    package struct Triggered: Sendable, Equatable {
        package let id: Int64
        package let targetURL: String
        /// Nil when it was off: the event is not counted, and missed.
        package let count: Int64?
    }

    /// Counts one event on every active subscription that asks for it, and names those that would have.
    ///
    /// The count is raised before a delivery is stored, so on PostgreSQL two publishers of one subscription wait for
    /// each other here, and ids of deliveries follow the order of the counts.
    package static func trigger(
        _ event: String, contract: WebhookContract, firmID: String, in transaction: any Writing, at now: Instant
    ) throws -> [Triggered] {
        try asking(for: event, contract: contract, firmID: firmID, in: transaction).map { id, targetURL in
            let row = try transaction.row(
                """
                UPDATE subscriptions SET triggered_count = triggered_count + 1, last_triggered_at = $3
                WHERE firm_id = $1 AND subscription_id = $2 AND status = 'active'
                RETURNING triggered_count, target_url
                """, [.text(firmID), .integer(id), .integer(now.milliseconds)])
            return Triggered(id: id, targetURL: row?.text(1) ?? targetURL, count: row?.integer(0))
        }
    }

    private static func asking(
        for event: String, contract: WebhookContract, firmID: String, in reading: any Reading
    ) throws -> [(id: Int64, targetURL: String)] {
        try reading.rows(
            """
            SELECT s.subscription_id, s.target_url FROM subscription_events e
            JOIN subscriptions s ON s.subscription_id = e.subscription_id AND s.firm_id = e.firm_id
            WHERE e.firm_id = $1 AND e.contract = $2 AND e.event = $3 AND s.status <> 'deleted'
            ORDER BY s.subscription_id
            """, [.text(firmID), .text(contract.rawValue), .text(event)]
        ).map { ($0.integer(0), $0.text(1)) }
    }
}
