package import Matters
package import Storage
package import Webhooks

extension Subscriptions {
    /// Switches one off. What waits for it is held or missed, as its contract says; what is under way ends by itself.
    package static func switchOff(
        _ id: Int64, because reason: SwitchOff, firmID: String, in transaction: any Writing, at now: Instant
    ) throws {
        let row = try transaction.row(
            """
            UPDATE subscriptions SET status = 'disabled', switched_off = $3, ended_at = $4, due_at = NULL
            WHERE firm_id = $1 AND subscription_id = $2 AND status IN ('active', 'catching_up')
            RETURNING contract, is_durable
            """, [.text(firmID), .integer(id), .text(reason.rawValue), .integer(now.milliseconds)])
        guard let row else { return }
        let keeps = WebhookContract(rawValue: row.text(0))?.keepsWhileOff(isDurable: row.flag(1)) ?? false
        try Deliveries.putAside(
            of: id, as: keeps ? .held : .missed, firmID: firmID, in: transaction, at: now)
        try Resends.stop(of: id, firmID: firmID, in: transaction, at: now)
    }

    /// Ends one for good; nobody will ever ask for what still waits or is held.
    package static func delete(_ id: Int64, firmID: String, in transaction: any Writing, at now: Instant) throws {
        try transaction.run(
            """
            UPDATE subscriptions SET status = 'deleted', ended_at = $3, due_at = NULL
            WHERE firm_id = $1 AND subscription_id = $2 AND status <> 'deleted'
            """, [.text(firmID), .integer(id), .integer(now.milliseconds)])
        try Deliveries.putAside(of: id, as: .missed, firmID: firmID, in: transaction, at: now)
        try Deliveries.missHeld(of: id, firmID: firmID, in: transaction)
        try Resends.stop(of: id, firmID: firmID, in: transaction, at: now)
        let owned: [SQLValue] = [.text(firmID), .integer(id)]
        for table in ["subscription_secrets", "gathering_windows"] {
            try transaction.run("DELETE FROM \(table) WHERE firm_id = $1 AND subscription_id = $2", owned)
        }
    }

    /// Switches one on again; a person has looked at it, so what was before does not count.
    /// - Parameter catchesUp: whether what was held meanwhile goes out first. It stays held otherwise, and may be sent
    ///   later by a person's wish.
    package static func switchOn(
        _ id: Int64, catchesUp: Bool, firmID: String, in transaction: any Writing, at now: Instant
    ) throws {
        let changed = try transaction.run(
            """
            UPDATE subscriptions SET status = $3, switched_off = NULL, ended_at = NULL, failing_since = NULL,
                abandoned_at = '', paused_until = 0
            WHERE firm_id = $1 AND subscription_id = $2 AND status = 'disabled'
            """, [.text(firmID), .integer(id), .text(catchesUp ? "catching_up" : "active")])
        guard changed == 1, catchesUp else { return }
        _ = try Resends.begin(.held, of: id, firmID: firmID, in: transaction, at: now)
    }
}
