package import Matters
package import Storage
package import Webhooks

/// What was sent, is to be sent, is held or was missed: one row for each event and subscription.
package enum Deliveries {
    package enum State: Int64, Sendable, CaseIterable {
        /// The first unfinished one of its subscription and ordering key: it may be claimed once it is due.
        case waiting = 0
        /// Behind an unfinished one with the same subscription and key, so that order is kept.
        case queued = 1
        case delivered = 2
        /// The subscription was off when its turn came, and its contract keeps nothing.
        case missed = 3
        /// Tried as often as the contract allows.
        case abandoned = 4
        /// The subscription was off when its turn came: kept until somebody asks for it, or for too long.
        case held = 5

        package var isFinished: Bool { self != .waiting && self != .queued }
    }

    /// Where a new delivery goes.
    package enum Place: Sendable, Equatable {
        case queue
        case aside(State)
    }

    /// One to be stored.
    package struct New: Sendable {
        package var subscriptionID: Int64
        package var eventID: Int64
        /// What keeps its order, such as the matter's id.
        package var orderingKey: String
        /// The bytes that every attempt sends.
        package var body: [UInt8]
        package var place: Place

        package init(subscriptionID: Int64, eventID: Int64, orderingKey: String, body: [UInt8], place: Place) {
            (self.subscriptionID, self.eventID) = (subscriptionID, eventID)
            (self.orderingKey, self.body, self.place) = (orderingKey, body, place)
        }
    }

    /// - Parameter messageID: the name of the message for who receives it; nil where the contract knows none.
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
                SQLValue(messageID), .integer(now.milliseconds),
            ])
        guard let id = row?.integer(0) else { throw StoreError.refused("an insert gave no id back") }
        return id
    }

    /// In the order given. Each stands behind what is unfinished of its subscription and key.
    package static func add(_ new: [New], firmID: String, in transaction: any Writing, at now: Instant) throws {
        try transaction.run(
            """
            INSERT INTO deliveries (firm_id, subscription_id, event_id, ordering_key, body, state, attempts, due_at,
                lease_until, created_at, finished_at)
            SELECT $1, $2, $3, $4, $5, CASE WHEN $6 <> 0 THEN $6 WHEN EXISTS (
                    SELECT 1 FROM deliveries
                    WHERE firm_id = $1 AND subscription_id = $2 AND ordering_key = $4 AND finished_at IS NULL)
                THEN 1 ELSE 0 END, 0, $7, 0, $7, $8
            """,
            each: new.map { delivery in
                var aside: State?
                if case .aside(let state) = delivery.place { aside = state }
                return [
                    .text(firmID), .integer(delivery.subscriptionID), .integer(delivery.eventID),
                    .text(delivery.orderingKey), .blob(delivery.body), .integer(aside?.rawValue ?? 0),
                    .integer(now.milliseconds), aside == nil ? .null : .integer(now.milliseconds),
                ]
            })
        if new.contains(where: { $0.place == .queue }) { transaction.notify(.deliveries) }
    }

    /// Puts aside what no attempt is under way for; attempts under way settle by themselves.
    static func putAside(
        of subscriptionID: Int64, as state: State, firmID: String, in transaction: any Writing, at now: Instant
    ) throws {
        try transaction.run(
            """
            UPDATE deliveries SET state = $4, finished_at = $3
            WHERE firm_id = $1 AND subscription_id = $2 AND finished_at IS NULL AND lease_token IS NULL
            """, [.text(firmID), .integer(subscriptionID), .integer(now.milliseconds), .integer(state.rawValue)])
    }

    /// Of a subscription that is gone: nobody can ask for them any more.
    static func missHeld(of subscriptionID: Int64, firmID: String, in transaction: any Writing) throws {
        try transaction.run(
            "UPDATE deliveries SET state = 3 WHERE firm_id = $1 AND subscription_id = $2 AND state = 5",
            [.text(firmID), .integer(subscriptionID)])
    }

    package static func count(
        _ state: State, of subscriptionID: Int64, firmID: String, in reading: any Reading
    ) throws -> Int {
        try reading.row(
            "SELECT count(*) FROM deliveries WHERE firm_id = $1 AND subscription_id = $2 AND state = $3",
            [.text(firmID), .integer(subscriptionID), .integer(state.rawValue)])?.int(0) ?? 0
    }
}
