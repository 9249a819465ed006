package import Matters
package import Storage
package import Webhooks

/// What was sent, is to be sent or was missed: one row for each event and subscription.
package enum Deliveries {
    package enum State: Int64, Sendable {
        case waiting = 0
        case delivered = 1
        /// The subscription was off when its turn came.
        case missed = 2
        /// Tried as often as the contract allows.
        case abandoned = 3
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
    package static func add(
        eventID: Int64, subscriptionID: Int64, orderingKey: String, body: [UInt8], state: State, firmID: String,
        in transaction: any Writing, at now: Instant
    ) throws {
        try transaction.run(
            """
            INSERT INTO deliveries (firm_id, subscription_id, event_id, ordering_key, body, state, attempts, due_at,
                lease_until, created_at, finished_at)
            VALUES ($1, $2, $3, $4, $5, $6, 0, $7, 0, $7, $8)
            """,
            [
                .text(firmID), .integer(subscriptionID), .integer(eventID), .text(orderingKey), .blob(body),
                .integer(state.rawValue), .integer(now.milliseconds),
                state == .waiting ? .null : .integer(now.milliseconds),
            ])
        if state == .waiting { transaction.notify(.deliveries) }
    }

    /// What no attempt is under way for becomes missed; attempts under way settle by themselves.
    static func missWaiting(of subscriptionID: Int64, firmID: String, in transaction: any Writing, at now: Instant)
        throws
    {
        try transaction.run(
            """
            UPDATE deliveries SET state = 2, finished_at = $3
            WHERE firm_id = $1 AND subscription_id = $2 AND state = 0 AND lease_token IS NULL
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
