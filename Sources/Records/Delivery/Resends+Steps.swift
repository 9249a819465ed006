package import Matters
package import Storage

extension Resends {
    /// Takes the oldest unfinished job of each subscription one step further. One after the other, so that what a
    /// later one sends does not overtake what is still being caught up.
    /// - Parameter limit: deliveries of each job.
    /// - Returns: whether a job is left.
    package static func step(
        limit: Int, firmID: String, in transaction: any Writing, at now: Instant
    ) throws -> Bool {
        let jobs = try transaction.rows(
            """
            SELECT resend_id, subscription_id, selection, from_at, to_at, position, last_id FROM resends r
            WHERE firm_id = $1 AND finished_at IS NULL AND NOT EXISTS (
                SELECT 1 FROM resends o WHERE o.firm_id = $1 AND o.subscription_id = r.subscription_id
                    AND o.finished_at IS NULL AND o.resend_id < r.resend_id)
            ORDER BY resend_id \(transaction.dialect.claimClause)
            """, [.text(firmID)])
        let areLeft = try jobs.map { row in
            try Step(row, firmID: firmID, transaction: transaction, now: now)?.take(limit) ?? false
        }
        return areLeft.contains(true)
    }

    /// Sends one delivery again; what is held goes out itself.
    /// - Returns: whether there is one that has ended, of a subscription that is on.
    package static func resend(
        _ deliveryID: Int64, of subscriptionID: Int64, firmID: String, in transaction: any Writing, at now: Instant
    ) throws -> Bool {
        let row = try transaction.row(
            """
            SELECT delivery_id, state FROM deliveries
            WHERE firm_id = $1 AND delivery_id = $2 AND subscription_id = $3 AND finished_at IS NOT NULL
                AND length(body) > 0
            """, [.text(firmID), .integer(deliveryID), .integer(subscriptionID)])
        guard let row, try isOn(subscriptionID, firmID: firmID, in: transaction) else { return false }
        try send([row], of: subscriptionID, firmID: firmID, in: transaction, at: now)
        return true
    }

    /// Looks by an update that changes nothing: the subscription is taken first, as publishers do, so that on
    /// PostgreSQL nobody switches it off, or holds something for it, between this look and our commit.
    fileprivate static func isOn(
        _ subscriptionID: Int64, firmID: String, in transaction: any Writing
    ) throws -> Bool {
        try transaction.run(
            """
            UPDATE subscriptions SET status = status
            WHERE firm_id = $1 AND subscription_id = $2 AND status IN ('active', 'catching_up')
            """, [.text(firmID), .integer(subscriptionID)]) == 1
    }

    fileprivate static func send(
        _ rows: [Row], of subscriptionID: Int64, firmID: String, in transaction: any Writing, at now: Instant
    ) throws {
        let isHeld = { (row: Row) in row.integer(1) == Deliveries.State.held.rawValue }
        let values = { (row: Row) -> [SQLValue] in
            [.text(firmID), .integer(row.integer(0)), .integer(now.milliseconds)]
        }
        try transaction.run(
            """
            UPDATE deliveries SET due_at = $3, finished_at = NULL, state = CASE WHEN EXISTS (
                SELECT 1 FROM deliveries o
                WHERE o.firm_id = $1 AND o.subscription_id = deliveries.subscription_id
                    AND o.ordering_key = deliveries.ordering_key AND o.finished_at IS NULL) THEN 1 ELSE 0 END
            WHERE firm_id = $1 AND delivery_id = $2 AND state = 5
            """, each: rows.filter(isHeld).map(values))
        try transaction.run(
            """
            INSERT INTO deliveries (firm_id, subscription_id, event_id, ordering_key, body, state, attempts, due_at,
                lease_until, created_at, resend_of)
            SELECT firm_id, subscription_id, event_id, ordering_key, body, CASE WHEN EXISTS (
                SELECT 1 FROM deliveries o
                WHERE o.firm_id = $1 AND o.subscription_id = d.subscription_id AND o.ordering_key = d.ordering_key
                    AND o.finished_at IS NULL) THEN 1 ELSE 0 END, 0, $3, 0, $3, coalesce(resend_of, delivery_id)
            FROM deliveries d WHERE firm_id = $1 AND delivery_id = $2
            """, each: rows.filter { !isHeld($0) }.map(values))
        try Deliveries.schedule([(subscriptionID, nil)], firmID: firmID, in: transaction)
        transaction.notify(.deliveries)
    }
}

/// One step of one job.
private struct Step {
    private let jobID: Int64
    private let subscriptionID: Int64
    private let selection: Resends.Selection
    private let bounds: [SQLValue]
    private let firmID: String
    private let transaction: any Writing
    private let now: Instant

    init?(_ row: Row, firmID: String, transaction: any Writing, now: Instant) {
        guard let selection = Resends.Selection(rawValue: row.text(2)) else { return nil }
        (jobID, subscriptionID, self.selection) = (row.integer(0), row.integer(1), selection)
        bounds = (3...6).map { .integer(row.integer($0)) }
        (self.firmID, self.transaction, self.now) = (firmID, transaction, now)
    }

    /// Of a subscription that is off nothing can be sent; its job ends.
    func take(_ limit: Int) throws -> Bool {
        guard try Resends.isOn(subscriptionID, firmID: firmID, in: transaction) else {
            try Resends.stop(of: subscriptionID, firmID: firmID, in: transaction, at: now)
            return false
        }
        let rows = try transaction.rows(
            """
            SELECT delivery_id, state FROM deliveries
            WHERE firm_id = $1 AND subscription_id = $2 AND created_at >= $3 AND created_at <= $4
                AND delivery_id > $5 AND delivery_id <= $6 AND \(selection.condition)
            ORDER BY delivery_id LIMIT $7
            """, [.text(firmID), .integer(subscriptionID)] + bounds + [SQLValue(limit)])
        try Resends.send(rows, of: subscriptionID, firmID: firmID, in: transaction, at: now)
        let isOver = rows.count < limit
        try transaction.run(
            """
            UPDATE resends SET position = $3, done = done + $4, total = CASE WHEN total < done + $4 THEN done + $4
                ELSE total END, finished_at = $5
            WHERE firm_id = $1 AND resend_id = $2
            """,
            [
                .text(firmID), .integer(jobID), .integer(rows.last?.integer(0) ?? 0), SQLValue(rows.count),
                isOver ? .integer(now.milliseconds) : .null,
            ])
        if isOver, selection == .held {
            try transaction.run(
                """
                UPDATE subscriptions SET status = 'active'
                WHERE firm_id = $1 AND subscription_id = $2 AND status = 'catching_up'
                """, [.text(firmID), .integer(subscriptionID)])
        }
        return !isOver
    }
}
