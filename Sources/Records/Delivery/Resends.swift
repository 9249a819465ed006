package import Matters
package import Storage

/// Which deliveries a resend job sends.
package enum ResendSelection: String, Sendable, CaseIterable {
    /// Those that were held while the subscription was disabled; when the last is queued, it has caught up.
    case held
    /// Those that were abandoned or held.
    case failed
    /// All that are finished.
    case all

    /// A copy stands beside its original, and only the original is selected: a job sends each event once, however many
    /// jobs were before. Withdrawn bodies are erased and cannot be sent.
    fileprivate var condition: String {
        let isOriginal = "resend_of IS NULL AND length(body) > 0"
        let held = "state = \(DeliveryState.held.sql)"
        return switch self {
        case .held: held
        case .failed:
            """
            (\(held) OR (state = \(DeliveryState.abandoned.sql) AND \(isOriginal) AND NOT EXISTS (
                SELECT 1 FROM deliveries again
                WHERE again.firm_id = deliveries.firm_id AND again.resend_of = deliveries.delivery_id
                    AND again.state IN \([DeliveryState.waiting, .queued, .delivered].sql))))
            """
        case .all: "(\(held) OR (state IN \([DeliveryState.delivered, .missed, .abandoned].sql) AND \(isOriginal)))"
        }
    }
}

/// A job that resends deliveries, or sends held ones. It runs in small steps, each a transaction that stores the
/// position reached, so that a crash neither repeats nor skips a delivery.
package struct ResendJob: Sendable, Equatable {
    package let id: Int64
    package let subscriptionID: Int64
    package let selection: ResendSelection
    package let total: Int
    package let done: Int
    package let createdAt: Instant
    package let finishedAt: Instant?
}

/// The deliveries that a job covers.
package struct ResendRange: Sendable, Equatable {
    package var selection: ResendSelection
    /// By the creation of the deliveries, both included.
    package var from: Instant
    package var to: Instant
    package var lastID: Int64

    package init(_ selection: ResendSelection, from: Instant, to: Instant, lastID: Int64 = .max) {
        self.selection = selection
        self.from = from
        self.to = to
        self.lastID = lastID
    }
}

/// An unfinished job and the id of the last delivery that it has sent.
package struct ResendPosition: Sendable, Equatable {
    package let jobID: Int64
    package let subscriptionID: Int64
    package let range: ResendRange
    package let position: Int64
}

/// The resend jobs. Every function throws `StoreError`.
package enum Resends {
    /// - Returns: how many deliveries a range holds, and the last of them; 0 and 0 when there is none.
    package static func count(
        _ range: ResendRange, of subscriptionID: Int64, firmID: String, in reading: any Reading
    ) throws -> (count: Int, lastID: Int64) {
        let row = try reading.row(
            """
            SELECT count(*), coalesce(max(delivery_id), 0) FROM deliveries
            WHERE firm_id = $1 AND subscription_id = $2 AND \(range.selection.condition)
                AND created_at >= $3 AND created_at <= $4
            """, [.text(firmID), .integer(subscriptionID), .instant(range.from), .instant(range.to)])
        return (row?.int(0) ?? 0, row?.integer(1) ?? 0)
    }

    package static func add(
        _ range: ResendRange, total: Int, of subscriptionID: Int64, firmID: String, in transaction: any Writing,
        at now: Instant
    ) throws -> ResendJob {
        let row = try transaction.row(
            """
            INSERT INTO resends (firm_id, subscription_id, selection, from_at, to_at, position, last_id, total, done,
                created_at)
            VALUES ($1, $2, $3, $4, $5, 0, $6, $7, 0, $8) RETURNING resend_id
            """,
            [
                .text(firmID), .integer(subscriptionID), .text(range.selection.rawValue), .instant(range.from),
                .instant(range.to), .integer(range.lastID), SQLValue(total), .instant(now),
            ])
        transaction.notify(.deliveries)
        return ResendJob(
            id: row?.integer(0) ?? 0, subscriptionID: subscriptionID, selection: range.selection, total: total, done: 0,
            createdAt: now, finishedAt: nil)
    }

    package static func find(_ id: Int64, firmID: String, in reading: any Reading) throws -> ResendJob? {
        try reading.row(
            "SELECT \(columns) FROM resends WHERE firm_id = $1 AND resend_id = $2", [.text(firmID), .integer(id)]
        ).flatMap(job)
    }

    /// The newest first.
    package static func list(
        of subscriptionID: Int64, limit: Int, firmID: String, in reading: any Reading
    ) throws -> [ResendJob] {
        try reading.rows(
            """
            SELECT \(columns) FROM resends WHERE firm_id = $1 AND subscription_id = $2
            ORDER BY resend_id DESC LIMIT $3
            """, [.text(firmID), .integer(subscriptionID), SQLValue(limit)]
        ).compactMap(job)
    }

    private static let columns = "resend_id, subscription_id, selection, total, done, created_at, finished_at"

    private static func job(_ row: Row) -> ResendJob? {
        ResendSelection(rawValue: row.text(2)).map {
            ResendJob(
                id: row.integer(0), subscriptionID: row.integer(1), selection: $0, total: row.int(3), done: row.int(4),
                createdAt: row.instant(5), finishedAt: row.optionalInstant(6))
        }
    }
}

extension Resends {
    /// The oldest unfinished job of each subscription, locked. The jobs of one subscription run one after another, so
    /// that a later job does not overtake the catching up.
    package static func nextJobs(firmID: String, in transaction: any Writing) throws -> [ResendPosition] {
        try transaction.rows(
            """
            SELECT resend_id, subscription_id, selection, from_at, to_at, position, last_id FROM resends r
            WHERE firm_id = $1 AND finished_at IS NULL AND NOT EXISTS (
                SELECT 1 FROM resends o WHERE o.firm_id = $1 AND o.subscription_id = r.subscription_id
                    AND o.finished_at IS NULL AND o.resend_id < r.resend_id)
            ORDER BY resend_id \(transaction.dialect.claimClause)
            """, [.text(firmID)]
        ).compactMap { row in
            guard let selection = ResendSelection(rawValue: row.text(2)) else { return nil }
            let range = ResendRange(selection, from: row.instant(3), to: row.instant(4), lastID: row.integer(6))
            return ResendPosition(
                jobID: row.integer(0), subscriptionID: row.integer(1), range: range, position: row.integer(5))
        }
    }

    /// The next deliveries of a job, in the order of their ids.
    package static func deliveries(
        of job: ResendPosition, limit: Int, firmID: String, in reading: any Reading
    ) throws -> [(id: Int64, state: DeliveryState)] {
        try reading.rows(
            """
            SELECT delivery_id, state FROM deliveries
            WHERE firm_id = $1 AND subscription_id = $2 AND created_at >= $3 AND created_at <= $4
                AND delivery_id > $5 AND delivery_id <= $6 AND \(job.range.selection.condition)
            ORDER BY delivery_id LIMIT $7
            """,
            [
                .text(firmID), .integer(job.subscriptionID), .instant(job.range.from), .instant(job.range.to),
                .integer(job.position), .integer(job.range.lastID), SQLValue(limit),
            ]
        ).compactMap { row in DeliveryState(rawValue: row.integer(1)).map { (row.integer(0), $0) } }
    }

    /// Stores how far a job has come.
    /// - Parameter finishedAt: nil while more deliveries may follow.
    package static func advance(
        _ jobID: Int64, to position: Int64, sent: Int, finishedAt: Instant?, firmID: String, in transaction: any Writing
    ) throws {
        try transaction.run(
            """
            UPDATE resends SET position = $3, done = done + $4, total = CASE WHEN total < done + $4 THEN done + $4
                ELSE total END, finished_at = $5
            WHERE firm_id = $1 AND resend_id = $2
            """, [.text(firmID), .integer(jobID), .integer(position), SQLValue(sent), SQLValue(finishedAt)])
    }

    /// Ends the jobs of a subscription; deliveries that they had not reached stay as they are.
    package static func stop(
        of subscriptionID: Int64, firmID: String, in transaction: any Writing, at now: Instant
    ) throws {
        try transaction.run(
            "UPDATE resends SET finished_at = $3 WHERE firm_id = $1 AND subscription_id = $2 AND finished_at IS NULL",
            [.text(firmID), .integer(subscriptionID), .instant(now)])
    }
}
