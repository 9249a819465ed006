package import Matters
package import Storage

extension Deliveries {
    /// As a failure is stored: the owner may not see any more what it told.
    package static let withdrawn = "withdrawn"

    /// Takes back what an owner has not been told yet of a matter that it may not see any more, and forgets what its
    /// messages about it said. An attempt under way cannot be called back; it is not repeated.
    package static func withdraw(
        orderingKey: String, owner: String, firmID: String, in transaction: any Writing, at now: Instant
    ) throws {
        try transaction.run(
            """
            UPDATE deliveries SET body = $4, lease_token = NULL, lease_until = 0,
                failure = CASE WHEN state = 2 THEN failure ELSE $5 END,
                state = CASE WHEN finished_at IS NULL OR state = 5 THEN 3 ELSE state END,
                finished_at = coalesce(finished_at, $6)
            WHERE firm_id = $1 AND ordering_key = $2 AND subscription_id IN (
                SELECT subscription_id FROM subscriptions WHERE firm_id = $1 AND contract = 'standard' AND owner = $3)
            """,
            [
                .text(firmID), .text(orderingKey), .text(owner), .blob([]), .text(withdrawn),
                .integer(now.milliseconds),
            ])
    }
}
