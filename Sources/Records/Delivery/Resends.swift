package import Matters
package import Storage

/// Jobs that send again, or send at last, what a subscription did not get: done in small steps, each in a transaction
/// of its own with the place it has reached, so that a crash repeats nothing and forgets nothing.
package enum Resends {
    /// Which deliveries.
    package enum Selection: String, Sendable, CaseIterable {
        /// Those that were held while it was off; when the last is on its way, the subscription is up to date.
        case held
        /// Those that failed or were held.
        case failed
        /// All that had ended.
        case all

        /// What was sent again stands beside the first of it, which alone is chosen: a job sends each event once,
        /// however many jobs were before. Bodies that were withdrawn are gone.
        var condition: String {
            let isFirst = "resend_of IS NULL AND length(body) > 0"
            return switch self {
            case .held: "state = 5"
            case .failed:
                """
                (state = 5 OR (state = 4 AND \(isFirst) AND NOT EXISTS (
                    SELECT 1 FROM deliveries again
                    WHERE again.firm_id = deliveries.firm_id AND again.resend_of = deliveries.delivery_id
                        AND again.state IN (0, 1, 2))))
                """
            case .all: "(state = 5 OR (state IN (2, 3, 4) AND \(isFirst)))"
            }
        }
    }

    package struct Job: Sendable, Equatable {
        package let id: Int64
        package let subscriptionID: Int64
        package let selection: Selection
        package let total: Int
        package let done: Int
        package let createdAt: Instant
        package let finishedAt: Instant?
    }

    /// - Parameters:
    ///   - from: events from then on.
    ///   - to: and until then, both included.
    package static func begin(
        _ selection: Selection, of subscriptionID: Int64, from: Instant = .distantPast, to: Instant? = nil,
        firmID: String, in transaction: any Writing, at now: Instant
    ) throws -> Job {
        let to = to ?? now
        let count = try transaction.row(
            """
            SELECT count(*), coalesce(max(delivery_id), 0) FROM deliveries
            WHERE firm_id = $1 AND subscription_id = $2 AND \(selection.condition)
                AND created_at >= $3 AND created_at <= $4
            """,
            [.text(firmID), .integer(subscriptionID), .integer(from.milliseconds), .integer(to.milliseconds)])
        let total = count?.int(0) ?? 0
        // What is held while a subscription catches up belongs to the job too.
        let last = selection == .held ? Int64.max : count?.integer(1) ?? 0
        let row = try transaction.row(
            """
            INSERT INTO resends (firm_id, subscription_id, selection, from_at, to_at, position, last_id, total, done,
                created_at)
            VALUES ($1, $2, $3, $4, $5, 0, $6, $7, 0, $8) RETURNING resend_id
            """,
            [
                .text(firmID), .integer(subscriptionID), .text(selection.rawValue), .integer(from.milliseconds),
                .integer(selection == .held ? Int64.max : to.milliseconds), .integer(last), SQLValue(total),
                .integer(now.milliseconds),
            ])
        transaction.notify(.deliveries)
        return Job(
            id: row?.integer(0) ?? 0, subscriptionID: subscriptionID, selection: selection, total: total, done: 0,
            createdAt: now, finishedAt: nil)
    }

    package static func find(_ id: Int64, firmID: String, in reading: any Reading) throws -> Job? {
        try reading.row(
            "SELECT \(columns) FROM resends WHERE firm_id = $1 AND resend_id = $2", [.text(firmID), .integer(id)]
        ).flatMap(job)
    }

    /// The newest first.
    package static func list(
        of subscriptionID: Int64, limit: Int, firmID: String, in reading: any Reading
    ) throws -> [Job] {
        try reading.rows(
            """
            SELECT \(columns) FROM resends WHERE firm_id = $1 AND subscription_id = $2
            ORDER BY resend_id DESC LIMIT $3
            """, [.text(firmID), .integer(subscriptionID), SQLValue(limit)]
        ).compactMap(job)
    }

    /// Ends the jobs of a subscription that was switched off: what they had not reached stays as it is.
    static func stop(of subscriptionID: Int64, firmID: String, in transaction: any Writing, at now: Instant) throws {
        try transaction.run(
            "UPDATE resends SET finished_at = $3 WHERE firm_id = $1 AND subscription_id = $2 AND finished_at IS NULL",
            [.text(firmID), .integer(subscriptionID), .integer(now.milliseconds)])
    }

    private static let columns = "resend_id, subscription_id, selection, total, done, created_at, finished_at"

    private static func job(_ row: Row) -> Job? {
        Selection(rawValue: row.text(2)).map {
            Job(
                id: row.integer(0), subscriptionID: row.integer(1), selection: $0, total: row.int(3), done: row.int(4),
                createdAt: Instant(milliseconds: row.integer(5)),
                finishedAt: row.optionalInteger(6).map(Instant.init(milliseconds:)))
        }
    }
}
