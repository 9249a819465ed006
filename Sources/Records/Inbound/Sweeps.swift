package import Matters
package import Storage

/// A walk over all matters of a source, page by page: the first import, a reconciliation, or what follows a notice that
/// could not be read. Its position is stored with each page, so that it continues where it stopped.
/// Every function throws `StoreError`.
package enum Sweeps {
    package struct Sweep: Sendable, Equatable {
        package var id: Int64
        package var reason: String
        package var facets: Facets
        package var nextPage: Int
        package var mattersDone: Int
        package var mattersTotal: Int
        package var attempts: Int
        package var startedAt: Instant?
        package var finishedAt: Instant?
        package var failure: String?
    }

    private static let columns =
        "sweep_id, reason, facets, next_page, matters_done, matters_total, attempts, started_at, finished_at, failure"

    /// Requests a sweep. One that has not started takes the new facets over.
    package static func request(
        _ facets: Facets, reason: String, source: SourceKey, in transaction: any Writing, at now: Instant
    ) throws -> Int64 {
        transaction.notify(.work)
        let merged = try transaction.row(
            """
            UPDATE sweeps SET facets = facets | $3
            WHERE firm_id = $1 AND source_id = $2 AND started_at IS NULL AND finished_at IS NULL RETURNING sweep_id
            """, source.values + [.integer(facets.rawValue)])
        if let merged { return merged.integer(0) }
        let made = try transaction.row(
            """
            INSERT INTO sweeps (firm_id, source_id, reason, facets, next_page, matters_done, matters_total,
                requested_at, due_at, attempts, lease_until)
            VALUES ($1, $2, $3, $4, 1, 0, 0, $5, $5, 0, 0) RETURNING sweep_id
            """, source.values + [.text(reason), .integer(facets.rawValue), .instant(now)])
        guard let made else { throw StoreError.refused("the new sweep has no number") }
        return made.integer(0)
    }

    /// The oldest open sweep, under a lease.
    package static func claim(
        source: SourceKey, lease: Lease, in transaction: any Writing, at now: Instant
    ) throws -> Sweep? {
        let found = try transaction.row(
            """
            SELECT \(columns) FROM sweeps
            WHERE firm_id = $1 AND source_id = $2 AND finished_at IS NULL AND due_at <= $3 AND lease_until <= $3
            ORDER BY sweep_id LIMIT 1 \(transaction.dialect.claimClause)
            """, source.values + [.instant(now)])
        guard let sweep = found.map(sweep) else { return nil }
        try transaction.run(
            """
            UPDATE sweeps SET lease_token = $2, lease_until = $3, started_at = coalesce(started_at, $4)
            WHERE sweep_id = $1
            """, [.integer(sweep.id), .text(lease.token), .instant(lease.until), .instant(now)])
        return sweep
    }

    package static func isHeld(_ id: Int64, lease: Lease, in reading: any Reading) throws -> Bool {
        try reading.row(
            "SELECT 1 FROM sweeps WHERE sweep_id = $1 AND lease_token = $2", [.integer(id), .text(lease.token)]) != nil
    }

    /// One page is marked; the lease is released, because the next page is claimed again.
    package static func advance(
        _ id: Int64, nextPage: Int, mattersDone: Int, mattersTotal: Int, isLast: Bool,
        in transaction: any Writing, at now: Instant
    ) throws {
        try transaction.run(
            """
            UPDATE sweeps SET next_page = $2, matters_done = matters_done + $3, matters_total = $4, attempts = 0,
                failure = NULL, lease_token = NULL, lease_until = 0, finished_at = $5
            WHERE sweep_id = $1
            """,
            [
                .integer(id), SQLValue(nextPage), SQLValue(mattersDone), SQLValue(mattersTotal),
                isLast ? .instant(now) : .null,
            ])
        transaction.notify(.progress)
    }

    package static func release(
        _ id: Int64, lease: Lease, failure: String?, countsAttempt: Bool, dueAt: Instant, in transaction: any Writing
    ) throws {
        try transaction.run(
            """
            UPDATE sweeps SET lease_token = NULL, lease_until = 0, attempts = attempts + $3, failure = $4, due_at = $5
            WHERE sweep_id = $1 AND lease_token = $2
            """, [.integer(id), .text(lease.token), SQLValue(countsAttempt), SQLValue(failure), .instant(dueAt)])
        transaction.notify(.work)
        transaction.notify(.progress)
    }

    package static func exists(source: SourceKey, in reading: any Reading) throws -> Bool {
        try reading.row("SELECT 1 FROM sweeps WHERE firm_id = $1 AND source_id = $2 LIMIT 1", source.values) != nil
    }

    /// The oldest sweep of a source that has not finished.
    package static func openID(source: SourceKey, in reading: any Reading) throws -> Int64? {
        try reading.row(
            """
            SELECT min(sweep_id) FROM sweeps WHERE firm_id = $1 AND source_id = $2 AND finished_at IS NULL
            """, source.values)?.optionalInteger(0)
    }

    /// When the first sweep of a source, which imports what was there before, finished. In the far past when there was
    /// none, in the far future while it runs.
    package static func endOfFirst(source: SourceKey, in reading: any Reading) throws -> Instant {
        let first = try reading.row(
            """
            SELECT finished_at FROM sweeps WHERE firm_id = $1 AND source_id = $2 ORDER BY sweep_id LIMIT 1
            """, source.values)
        guard let first else { return .distantPast }
        return first.optionalInstant(0) ?? Instant(milliseconds: .max)
    }

    /// When the last sweep of all facets finished; nil when none has.
    package static func lastWholeFinish(source: SourceKey, in reading: any Reading) throws -> Instant? {
        try reading.moment(
            """
            SELECT max(finished_at) FROM sweeps WHERE firm_id = $1 AND source_id = $2 AND facets & $3 = $3
            """, source.values + [.integer(Facets.all.rawValue)])
    }

    package static func find(_ id: Int64, in reading: any Reading) throws -> Sweep? {
        try reading.row("SELECT \(columns) FROM sweeps WHERE sweep_id = $1", [.integer(id)]).map(sweep)
    }

    package static func nextDue(source: SourceKey, in reading: any Reading) throws -> Instant? {
        try reading.moment(
            """
            SELECT min(CASE WHEN due_at > lease_until THEN due_at ELSE lease_until END) FROM sweeps
            WHERE firm_id = $1 AND source_id = $2 AND finished_at IS NULL
            """, source.values)
    }

    private static func sweep(_ row: Row) -> Sweep {
        Sweep(
            id: row.integer(0), reason: row.text(1), facets: Facets(rawValue: row.integer(2)), nextPage: row.int(3),
            mattersDone: row.int(4), mattersTotal: row.int(5), attempts: row.int(6), startedAt: row.optionalInstant(7),
            finishedAt: row.optionalInstant(8), failure: row.optionalText(9))
    }
}
