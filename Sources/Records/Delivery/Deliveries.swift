package import Matters
package import Storage
package import Webhooks

/// What was sent, is to be sent or was missed: one row for each event and subscription.
package enum Deliveries {
    package enum State: Int64, Sendable {
        /// The first unfinished one of its subscription and ordering key: it may be claimed once it is due.
        case waiting = 0
        /// Behind an unfinished one with the same subscription and key, so that order is kept.
        case queued = 1
        case delivered = 2
        /// The subscription was off when its turn came.
        case missed = 3
        /// Tried as often as the contract allows.
        case abandoned = 4

        package var isFinished: Bool { self != .waiting && self != .queued }
    }

    package static func addEvent(
        _ type: String, contract: WebhookContract, resourceType: String, resourceID: String, firmID: String,
        in transaction: any Writing, at now: Instant
    ) throws -> Int64 {
        let row = try transaction.row(
            """
            INSERT INTO events (firm_id, contract, type, resource_type, resource_id, at)
            VALUES ($1, $2, $3, $4, $5, $6) RETURNING event_id
            """,
            [
                .text(firmID), .text(contract.rawValue), .text(type), .text(resourceType), .text(resourceID),
                .integer(now.milliseconds),
            ])
        guard let id = row?.integer(0) else { throw StoreError.refused("an insert gave no id back") }
        return id
    }

    /// - Parameters:
    ///   - orderingKey: what keeps its order, such as the matter's id.
    ///   - body: the bytes that every attempt sends.
    ///   - isMissed: stored for the record only.
    package static func add(
        eventID: Int64, subscriptionID: Int64, orderingKey: String, body: [UInt8], isMissed: Bool, firmID: String,
        in transaction: any Writing, at now: Instant
    ) throws {
        let isBehind = try first(of: subscriptionID, orderingKey: orderingKey, firmID: firmID, in: transaction) != nil
        let state: State = isMissed ? .missed : isBehind ? .queued : .waiting
        try transaction.run(
            """
            INSERT INTO deliveries (firm_id, subscription_id, event_id, ordering_key, body, state, attempts, due_at,
                lease_until, created_at, finished_at)
            VALUES ($1, $2, $3, $4, $5, $6, 0, $7, 0, $7, $8)
            """,
            [
                .text(firmID), .integer(subscriptionID), .integer(eventID), .text(orderingKey), .blob(body),
                .integer(state.rawValue), .integer(now.milliseconds),
                state.isFinished ? .integer(now.milliseconds) : .null,
            ])
        if state == .waiting { transaction.notify(.deliveries) }
    }

    /// The first unfinished delivery of a subscription and key.
    static func first(
        of subscriptionID: Int64, orderingKey: String, firmID: String, in reading: any Reading
    ) throws -> Int64? {
        try reading.row(
            """
            SELECT delivery_id FROM deliveries
            WHERE firm_id = $1 AND subscription_id = $2 AND ordering_key = $3 AND finished_at IS NULL
            ORDER BY delivery_id LIMIT 1
            """, [.text(firmID), .integer(subscriptionID), .text(orderingKey)])?.integer(0)
    }

    /// What no attempt is under way for becomes missed; attempts under way settle by themselves.
    static func missWaiting(of subscriptionID: Int64, firmID: String, in transaction: any Writing, at now: Instant)
        throws
    {
        try transaction.run(
            """
            UPDATE deliveries SET state = 3, finished_at = $3
            WHERE firm_id = $1 AND subscription_id = $2 AND finished_at IS NULL AND lease_token IS NULL
            """, [.text(firmID), .integer(subscriptionID), .integer(now.milliseconds)])
    }

    package static func count(
        _ state: State, of subscriptionID: Int64, firmID: String, in reading: any Reading
    ) throws -> Int {
        try reading.row(
            "SELECT count(*) FROM deliveries WHERE firm_id = $1 AND subscription_id = $2 AND state = $3",
            [.text(firmID), .integer(subscriptionID), .integer(state.rawValue)])?.int(0) ?? 0
    }
}
