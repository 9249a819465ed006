package import Matters
package import Storage
import Webhooks

extension Deliveries {
    /// Stored as the failure of a delivery whose owner lost access to the matter.
    package static let withdrawn = "withdrawn"

    /// Withdraws the unsent deliveries about a matter that their owner may not see any more, and erases the bodies of
    /// all deliveries about it. An attempt under way cannot be stopped; it is not repeated.
    package static func withdraw(
        orderingKey: String, owner: String, firmID: String, in transaction: any Writing, at now: Instant
    ) throws {
        try transaction.run(
            """
            UPDATE deliveries SET body = $4, lease_token = NULL, lease_until = 0,
                failure = CASE WHEN state = \(DeliveryState.delivered.sql) THEN failure ELSE $5 END,
                state = CASE WHEN finished_at IS NULL OR state = \(DeliveryState.held.sql)
                    THEN \(DeliveryState.missed.sql) ELSE state END,
                finished_at = coalesce(finished_at, $6)
            WHERE firm_id = $1 AND ordering_key = $2 AND subscription_id IN (
                SELECT subscription_id FROM subscriptions WHERE firm_id = $1 AND contract = $7 AND owner = $3)
            """,
            [
                .text(firmID), .text(orderingKey), .text(owner), .blob([]), .text(withdrawn),
                .instant(now), .text(WebhookContract.standard.rawValue),
            ])
    }
}
