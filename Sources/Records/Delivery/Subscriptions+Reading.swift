import Matters
package import Storage
package import Webhooks

extension Subscriptions {
    /// In the order of their ids, without deleted ones.
    /// - Parameters:
    ///   - owner: nil for those of all owners.
    ///   - id: the last one of the page before.
    package static func list(
        contract: WebhookContract, owner: String? = nil, firmID: String, after id: Int64 = 0, limit: Int = 1_000,
        in reading: any Reading
    ) throws -> [Subscription] {
        var values: [SQLValue] = [.text(firmID), .text(contract.rawValue), .integer(id), SQLValue(limit)]
        if let owner { values.append(.text(owner)) }
        let rows = try reading.rows(
            """
            SELECT \(columns) FROM subscriptions
            WHERE firm_id = $1 AND contract = $2 AND subscription_id > $3 AND status <> \(SubscriptionStatus.deleted.sql)
                \(owner == nil ? "" : "AND owner = $5")
            ORDER BY subscription_id LIMIT $4
            """, values)
        guard let first = rows.first, let last = rows.last else { return [] }
        let events = try events(of: first.integer(0)...last.integer(0), firmID: firmID, in: reading)
        return try rows.map { try subscription($0, events: events[$0.integer(0)] ?? []) }
    }

    /// The owners of subscriptions of a contract. The statement steps from owner to owner through the index, because it
    /// runs in every transaction that changes a matter, and a firm may have thousands of subscriptions of a few owners.
    package static func owners(contract: WebhookContract, firmID: String, in reading: any Reading) throws -> [String] {
        try reading.texts(
            """
            WITH RECURSIVE owners (owner) AS (
                SELECT min(owner) FROM subscriptions WHERE firm_id = $1 AND contract = $2 AND status <> \(SubscriptionStatus.deleted.sql)
                UNION ALL
                SELECT (SELECT min(s.owner) FROM subscriptions s
                    WHERE s.firm_id = $1 AND s.contract = $2 AND s.status <> \(SubscriptionStatus.deleted.sql) AND s.owner > owners.owner)
                FROM owners WHERE owners.owner IS NOT NULL)
            SELECT owner FROM owners WHERE owner IS NOT NULL
            """, [.text(firmID), .text(contract.rawValue)])
    }

    /// Without deleted ones.
    package static func count(
        contract: WebhookContract, owner: String, firmID: String, in reading: any Reading
    ) throws -> Int {
        try reading.count(
            """
            SELECT count(*) FROM subscriptions
            WHERE firm_id = $1 AND contract = $2 AND owner = $3 AND status <> \(SubscriptionStatus.deleted.sql)
            """, [.text(firmID), .text(contract.rawValue), .text(owner)])
    }

    /// Also finds a deleted one.
    package static func find(_ id: Int64, firmID: String, in reading: any Reading) throws -> Subscription? {
        try one("subscription_id = $2", .integer(id), firmID: firmID, in: reading)
    }

    /// Also finds a deleted one.
    package static func find(publicID: String, firmID: String, in reading: any Reading) throws -> Subscription? {
        try one("public_id = $2", .text(publicID), firmID: firmID, in: reading)
    }

    private static func one(
        _ condition: String, _ value: SQLValue, firmID: String, in reading: any Reading
    ) throws -> Subscription? {
        let row = try reading.row(
            "SELECT \(columns) FROM subscriptions WHERE firm_id = $1 AND \(condition)", [.text(firmID), value])
        guard let row else { return nil }
        let id = row.integer(0)
        return try subscription(row, events: events(of: id...id, firmID: firmID, in: reading)[id] ?? [])
    }

    private static let columns = """
        subscription_id, firm_id, contract, target_url, status, triggered_count, last_triggered_at, created_at, owner,
        switched_off, failing_since, public_id, description, client_state, is_durable, messages_per_second_max
        """

    private static func subscription(_ row: Row, events: [String]) throws -> Subscription {
        guard let contract = WebhookContract(rawValue: row.text(2)),
            let status = SubscriptionStatus(rawValue: row.text(4))
        else { throw StoreError.refused("subscription \(row.integer(0)) has an unknown contract or status") }
        return Subscription(
            id: row.integer(0), firmID: row.text(1), contract: contract, events: events, targetURL: row.text(3),
            status: status, disableReason: row.optionalText(9).flatMap(DisableReason.init(rawValue:)),
            triggeredCount: row.integer(5), lastTriggeredAt: row.optionalInstant(6), createdAt: row.instant(7),
            owner: row.text(8), options: options(row), failingSince: row.optionalInstant(10))
    }

    private static func options(_ row: Row) -> SubscriptionOptions {
        SubscriptionOptions(
            publicID: row.optionalText(11), description: row.optionalText(12), clientState: row.optionalText(13),
            isDurable: row.flag(14), messagesPerSecondMax: row.optionalInteger(15).map { Int($0) })
    }

    private static func events(
        of ids: ClosedRange<Int64>, firmID: String, in reading: any Reading
    ) throws -> [Int64: [String]] {
        try reading.rows(
            """
            SELECT subscription_id, event FROM subscription_events
            WHERE firm_id = $1 AND subscription_id >= $2 AND subscription_id <= $3
            ORDER BY subscription_id, position
            """, [.text(firmID), .integer(ids.lowerBound), .integer(ids.upperBound)]
        ).reduce(into: [:]) { $0[$1.integer(0), default: []].append($1.text(1)) }
    }
}
