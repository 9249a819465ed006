package import Storage
package import Webhooks

extension Subscriptions {
    /// The owners of subscriptions of a contract. The statement steps from owner to owner through the index, because it
    /// runs in every transaction that changes a matter, and a firm may have thousands of subscriptions of a few owners.
    package static func owners(
        contract: WebhookContract, firmID: String, in reading: any Reading
    ) throws -> [String] {
        try reading.rows(
            """
            WITH RECURSIVE owners (owner) AS (
                SELECT min(owner) FROM subscriptions WHERE firm_id = $1 AND contract = $2 AND status <> \(SubscriptionStatus.deleted.sql)
                UNION ALL
                SELECT (SELECT min(s.owner) FROM subscriptions s
                    WHERE s.firm_id = $1 AND s.contract = $2 AND s.status <> \(SubscriptionStatus.deleted.sql) AND s.owner > owners.owner)
                FROM owners WHERE owners.owner IS NOT NULL)
            SELECT owner FROM owners WHERE owner IS NOT NULL
            """, [.text(firmID), .text(contract.rawValue)]
        ).map { $0.text(0) }
    }
}
