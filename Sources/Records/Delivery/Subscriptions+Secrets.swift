package import Matters
package import Storage

extension Subscriptions {
    /// The context that the sealed secrets of a subscription are bound to. The attack: a sealed secret that is copied to
    /// another subscription's row.
    package static func secretContext(of id: Int64, firmID: String) -> String { "webhook secret \(firmID)/\(id)" }

    /// Adds a new secret; older ones go on signing until they expire.
    /// - Parameter overlap: how long the older ones stay valid.
    package static func putSecret(
        _ sealed: [UInt8], of id: Int64, overlap: Duration = .zero, firmID: String, in transaction: any Writing,
        at now: Instant
    ) throws {
        try transaction.run(
            """
            UPDATE subscription_secrets SET ends_at = $3
            WHERE firm_id = $1 AND subscription_id = $2 AND (ends_at IS NULL OR ends_at > $3)
            """, [.text(firmID), .integer(id), .integer((now + overlap).milliseconds)])
        try transaction.run(
            """
            INSERT INTO subscription_secrets (firm_id, subscription_id, number, sealed, created_at)
            SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4 FROM subscription_secrets
            WHERE firm_id = $1 AND subscription_id = $2
            """, [.text(firmID), .integer(id), .blob(sealed), .instant(now)])
        try transaction.run(
            "DELETE FROM subscription_secrets WHERE firm_id = $1 AND subscription_id = $2 AND ends_at <= $3",
            [.text(firmID), .integer(id), .instant(now)])
    }

    /// The valid ones, the newest first, sealed.
    package static func secrets(
        of id: Int64, firmID: String, in reading: any Reading, at now: Instant
    ) throws -> [[UInt8]] {
        try reading.rows(
            """
            SELECT sealed FROM subscription_secrets
            WHERE firm_id = $1 AND subscription_id = $2 AND (ends_at IS NULL OR ends_at > $3)
            ORDER BY number DESC
            """, [.text(firmID), .integer(id), .instant(now)]
        ).map { $0.blob(0) }
    }
}
