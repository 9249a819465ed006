package import Matters
package import Storage
package import Webhooks

/// A delivery to be stored.
package struct NewDelivery: Sendable {
    package var subscriptionID: Int64
    package var eventID: Int64
    /// Deliveries with one key reach one subscription in order; the key is the matter's id.
    package var orderingKey: String
    /// The bytes that every attempt sends.
    package var body: [UInt8]
    /// The state of a delivery that is not to be sent now; nil puts it into the queue.
    package var unsentState: DeliveryState?

    package init(
        subscriptionID: Int64, eventID: Int64, orderingKey: String, body: [UInt8], unsentState: DeliveryState? = nil
    ) {
        self.subscriptionID = subscriptionID
        self.eventID = eventID
        self.orderingKey = orderingKey
        self.body = body
        self.unsentState = unsentState
    }
}

/// The deliveries of one firm: one row for each event and subscription. Every function throws `StoreError`.
package enum Deliveries {
    /// - Parameter messageID: the id of the message for its receivers; nil where the contract has none.
    package static func addEvent(
        _ type: String, contract: WebhookContract, resourceType: String, resourceID: String, messageID: String? = nil,
        firmID: String, in transaction: any Writing, at now: Instant
    ) throws -> Int64 {
        let row = try transaction.row(
            """
            INSERT INTO events (firm_id, contract, type, resource_type, resource_id, message_id, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING event_id
            """,
            [
                .text(firmID), .text(contract.rawValue), .text(type), .text(resourceType), .text(resourceID),
                SQLValue(messageID), .instant(now),
            ])
        guard let id = row?.integer(0) else { throw StoreError.refused("an insert returned no id") }
        return id
    }

    /// Stores deliveries in the order given, each behind what is unfinished of its subscription and key.
    package static func add(_ new: [NewDelivery], firmID: String, in transaction: any Writing, at now: Instant) throws {
        try transaction.run(
            """
            INSERT INTO deliveries (firm_id, subscription_id, event_id, ordering_key, body, state, attempts, due_at,
                lease_until, created_at, finished_at)
            SELECT $1, $2, $3, $4, $5, CASE WHEN $6 <> \(DeliveryState.waiting.sql) THEN $6 WHEN EXISTS (
                    SELECT 1 FROM deliveries
                    WHERE firm_id = $1 AND subscription_id = $2 AND ordering_key = $4 AND finished_at IS NULL)
                THEN \(DeliveryState.queued.sql) ELSE \(DeliveryState.waiting.sql) END, 0, $7, 0, $7, $8
            """,
            each: new.map { delivery in
                [
                    .text(firmID), .integer(delivery.subscriptionID), .integer(delivery.eventID),
                    .text(delivery.orderingKey), .blob(delivery.body),
                    .integer((delivery.unsentState ?? .waiting).rawValue), .instant(now),
                    delivery.unsentState == nil ? .null : .instant(now),
                ]
            })
        if new.contains(where: { $0.unsentState == nil }) { transaction.notify(.deliveries) }
    }

    /// Finishes every delivery that no attempt is under way for. Deliveries under a lease are finished by their attempt.
    package static func finishUnleased(
        of subscriptionID: Int64, as state: DeliveryState, firmID: String, in transaction: any Writing, at now: Instant
    ) throws {
        try transaction.run(
            """
            UPDATE deliveries SET state = $4, finished_at = $3
            WHERE firm_id = $1 AND subscription_id = $2 AND finished_at IS NULL AND lease_token IS NULL
            """, [.text(firmID), .integer(subscriptionID), .instant(now), .integer(state.rawValue)])
    }

    /// For a deleted subscription, whose held deliveries cannot be sent any more.
    package static func markHeldAsMissed(of subscriptionID: Int64, firmID: String, in transaction: any Writing) throws {
        try transaction.run(
            """
            UPDATE deliveries SET state = \(DeliveryState.missed.sql)
            WHERE firm_id = $1 AND subscription_id = $2 AND state = \(DeliveryState.held.sql)
            """, [.text(firmID), .integer(subscriptionID)])
    }

    package static func count(
        _ state: DeliveryState, of subscriptionID: Int64, firmID: String, in reading: any Reading
    ) throws -> Int {
        try reading.count(
            "SELECT count(*) FROM deliveries WHERE firm_id = $1 AND subscription_id = $2 AND state = $3",
            [.text(firmID), .integer(subscriptionID), .integer(state.rawValue)])
    }

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
