package import Matters
package import Storage

extension Deliveries {
    /// A finished delivery whose body is still there; nil when there is none.
    package static func finishedState(
        of deliveryID: Int64, of subscriptionID: Int64, firmID: String, in reading: any Reading
    ) throws -> DeliveryState? {
        try reading.row(
            """
            SELECT state FROM deliveries
            WHERE firm_id = $1 AND delivery_id = $2 AND subscription_id = $3 AND finished_at IS NOT NULL
                AND length(body) > 0
            """, [.text(firmID), .integer(deliveryID), .integer(subscriptionID)]
        ).flatMap { DeliveryState(rawValue: $0.integer(0)) }
    }

    /// Puts held deliveries into the queue, each behind what is unfinished of its key.
    package static func requeueHeld(
        _ ids: [Int64], firmID: String, in transaction: any Writing, at now: Instant
    ) throws {
        try transaction.run(
            """
            UPDATE deliveries SET due_at = $3, finished_at = NULL, state = CASE WHEN EXISTS (
                SELECT 1 FROM deliveries o
                WHERE o.firm_id = $1 AND o.subscription_id = deliveries.subscription_id
                    AND o.ordering_key = deliveries.ordering_key AND o.finished_at IS NULL)
                THEN \(DeliveryState.queued.sql) ELSE \(DeliveryState.waiting.sql) END
            WHERE firm_id = $1 AND delivery_id = $2 AND state = \(DeliveryState.held.sql)
            """, each: ids.map { [.text(firmID), .integer($0), .instant(now)] })
    }

    /// Stores a new delivery of the same bytes for each, behind what is unfinished of its key.
    package static func addCopies(
        of ids: [Int64], firmID: String, in transaction: any Writing, at now: Instant
    ) throws {
        try transaction.run(
            """
            INSERT INTO deliveries (firm_id, subscription_id, event_id, ordering_key, body, state, attempts, due_at,
                lease_until, created_at, resend_of)
            SELECT firm_id, subscription_id, event_id, ordering_key, body, CASE WHEN EXISTS (
                SELECT 1 FROM deliveries o
                WHERE o.firm_id = $1 AND o.subscription_id = d.subscription_id AND o.ordering_key = d.ordering_key
                    AND o.finished_at IS NULL)
                THEN \(DeliveryState.queued.sql) ELSE \(DeliveryState.waiting.sql) END, 0, $3, 0, $3,
                coalesce(resend_of, delivery_id)
            FROM deliveries d WHERE firm_id = $1 AND delivery_id = $2
            """, each: ids.map { [.text(firmID), .integer($0), .instant(now)] })
    }
}
