package import Matters
package import Storage
package import Webhooks

/// The subscriptions of one firm under one contract.
package enum Subscriptions {
    package static func create(
        contract: WebhookContract, events: [String], targetURL: String, owner: String, firmID: String,
        in transaction: any Writing, at now: Instant
    ) throws -> Subscription {
        let row = try transaction.row(
            """
            INSERT INTO subscriptions (firm_id, contract, target_url, status, triggered_count, owner, created_at)
            VALUES ($1, $2, $3, $4, 0, $5, $6) RETURNING subscription_id
            """,
            [
                .text(firmID), .text(contract.rawValue), .text(targetURL),
                .text(Subscription.Status.active.rawValue), .text(owner), .integer(now.milliseconds),
            ])
        guard let id = row?.integer(0) else { throw StoreError.refused("an insert gave no id back") }
        try putEvents(events, of: id, contract: contract, firmID: firmID, in: transaction)
        return Subscription(
            id: id, firmID: firmID, contract: contract, events: events, targetURL: targetURL, status: .active,
            triggeredCount: 0, lastTriggeredAt: nil, createdAt: now, owner: owner)
    }

    /// In the order of their ids, deleted ones left out.
    /// - Parameter id: the last one of the page before.
    package static func list(
        contract: WebhookContract, firmID: String, after id: Int64 = 0, limit: Int = 1_000, in reading: any Reading
    ) throws -> [Subscription] {
        let rows = try reading.rows(
            """
            SELECT \(columns) FROM subscriptions
            WHERE firm_id = $1 AND contract = $2 AND subscription_id > $3 AND status <> 'deleted'
            ORDER BY subscription_id LIMIT $4
            """, [.text(firmID), .text(contract.rawValue), .integer(id), SQLValue(limit)])
        return try rows.map { try subscription($0, in: reading) }
    }

    /// Also a deleted one.
    package static func find(_ id: Int64, firmID: String, in reading: any Reading) throws -> Subscription? {
        try reading.row(
            "SELECT \(columns) FROM subscriptions WHERE firm_id = $1 AND subscription_id = $2",
            [.text(firmID), .integer(id)]
        ).map { try subscription($0, in: reading) }
    }

    /// Changes where to and what for; what still waits goes to the new address. Does not switch anything on again.
    package static func update(
        _ subscription: Subscription, events: [String]? = nil, targetURL: String? = nil, in transaction: any Writing
    ) throws {
        if let targetURL {
            try transaction.run(
                "UPDATE subscriptions SET target_url = $3 WHERE firm_id = $1 AND subscription_id = $2",
                [.text(subscription.firmID), .integer(subscription.id), .text(targetURL)])
        }
        guard let events else { return }
        try transaction.run(
            "DELETE FROM subscription_events WHERE firm_id = $1 AND subscription_id = $2",
            [.text(subscription.firmID), .integer(subscription.id)])
        try putEvents(
            events, of: subscription.id, contract: subscription.contract, firmID: subscription.firmID, in: transaction)
    }

    /// Switches an active one off, or ends it; what still waits for it becomes missed.
    package static func end(
        _ id: Int64, as status: Subscription.Status, firmID: String, in transaction: any Writing, at now: Instant
    ) throws {
        try transaction.run(
            """
            UPDATE subscriptions SET status = $3, ended_at = $4
            WHERE firm_id = $1 AND subscription_id = $2 AND status <> $3 AND status <> 'deleted'
            """, [.text(firmID), .integer(id), .text(status.rawValue), .integer(now.milliseconds)])
        try Deliveries.missWaiting(of: id, firmID: firmID, in: transaction, at: now)
    }

    private static let columns = """
        subscription_id, firm_id, contract, target_url, status, triggered_count, last_triggered_at, created_at, owner
        """

    private static func subscription(_ row: Row, in reading: any Reading) throws -> Subscription {
        guard let contract = WebhookContract(rawValue: row.text(2)),
            let status = Subscription.Status(rawValue: row.text(4))
        else { throw StoreError.refused("subscription \(row.integer(0)) follows no known contract") }
        return Subscription(
            id: row.integer(0), firmID: row.text(1), contract: contract,
            events: try events(of: row.integer(0), firmID: row.text(1), in: reading), targetURL: row.text(3),
            status: status, triggeredCount: row.integer(5),
            lastTriggeredAt: row.optionalInteger(6).map(Instant.init(milliseconds:)),
            createdAt: Instant(milliseconds: row.integer(7)), owner: row.text(8))
    }

    private static func events(of id: Int64, firmID: String, in reading: any Reading) throws -> [String] {
        try reading.rows(
            "SELECT event FROM subscription_events WHERE firm_id = $1 AND subscription_id = $2 ORDER BY position",
            [.text(firmID), .integer(id)]
        ).map { $0.text(0) }
    }

    private static func putEvents(
        _ events: [String], of id: Int64, contract: WebhookContract, firmID: String, in transaction: any Writing
    ) throws {
        for (position, event) in events.enumerated() {
            try transaction.run(
                """
                INSERT INTO subscription_events (firm_id, contract, event, subscription_id, position)
                VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
                """,
                [.text(firmID), .text(contract.rawValue), .text(event), .integer(id), SQLValue(position)])
        }
    }
}
