package import Matters
package import Storage

/// The queue of matters to fetch: one row a matter, however many notices came.
///
/// While a row is leased, newly marked facets are stored beside those being fetched, so that a notice that arrives
/// during a fetch always leads to another one. Every function throws `StoreError`.
package enum DirtyMatters {
    /// What becomes of a dirty matter, as the column `dead_lettered` holds it.
    package enum State: Int64, StoredState {
        /// It is fetched when it is due.
        case queued = 0
        /// It failed too often: it waits until a new notice or a sweep asks for it.
        case deadLettered = 1

        /// - Parameter table: the alias under which the statement reads `dirty_matters`, with its dot.
        func condition(_ table: String = "") -> String { "\(table)dead_lettered = \(sql)" }
    }
    private static let isQueued = State.queued.condition()

    /// Why a matter is fetched, and so what goes first: people wait for notices, not for sweeps.
    package enum Rank: Int64, Sendable { case notice = 0, sweep = 1 }

    package struct Claim: Sendable, Equatable {
        package let matterRef: SourceRef
        package let facets: Facets
        package let attempts: Int
        package let markedAt: Instant

        package func requesting(_ facets: Facets) -> Claim {
            Claim(matterRef: matterRef, facets: facets, attempts: attempts, markedAt: markedAt)
        }
    }

    /// A new notice shortens a failed matter's wait only to this, so that a flood of notices is no flood of requests.
    private static let soonerMilliseconds = 15_000
    private static let wasDeadLettered = State.deadLettered.condition("dirty_matters.")

    /// Adds facets to what must be fetched, due at once.
    ///
    /// In the order of their ids, so that two transactions that mark the same matters cannot deadlock.
    package static func mark(
        _ matters: [SourceRef: Facets], rank: Rank, source: SourceKey, in transaction: any Writing, at now: Instant
    ) throws {
        guard !matters.isEmpty else { return }
        try transaction.run(
            """
            INSERT INTO dirty_matters (firm_id, source_id, matter_ref, facets, leased_facets, rank, marked_at, due_at,
                attempts, lease_until, dead_lettered)
            VALUES ($1, $2, $3, $4, 0, $6, $5, $5, 0, 0, \(State.queued.sql))
            ON CONFLICT (firm_id, source_id, matter_ref) DO UPDATE SET
                facets = dirty_matters.facets | excluded.facets,
                rank = CASE WHEN excluded.rank < dirty_matters.rank THEN excluded.rank ELSE dirty_matters.rank END,
                due_at = CASE WHEN dirty_matters.attempts = 0 OR \(wasDeadLettered) THEN excluded.due_at
                              WHEN dirty_matters.due_at > excluded.due_at + \(soonerMilliseconds)
                              THEN excluded.due_at + \(soonerMilliseconds)
                              ELSE dirty_matters.due_at END,
                attempts = CASE WHEN \(wasDeadLettered) THEN 0 ELSE dirty_matters.attempts END,
                dead_lettered = \(State.queued.sql)
            """,
            each: matters.sorted { $0.key < $1.key }.map { ref, facets in
                source.values + [.text(ref), .integer(facets.rawValue), .instant(now), .integer(rank.rawValue)]
            })
        transaction.notify(.work)
    }

    /// Adds facets that are being fetched now: the answers may be older than a change whose matter is not known yet.
    package static func markLeased(_ facets: Facets, source: SourceKey, in transaction: any Writing) throws {
        try transaction.run(
            """
            UPDATE dirty_matters SET facets = facets | $3
            WHERE firm_id = $1 AND source_id = $2 AND lease_token IS NOT NULL AND (leased_facets & $3) <> 0
            """, source.values + [.integer(facets.rawValue)])
    }

    /// Makes all matters that wait for a retry due at once, because the cause of their failures was repaired.
    package static func makeDue(source: SourceKey, in transaction: any Writing, at now: Instant) throws {
        try transaction.run(
            """
            UPDATE dirty_matters SET due_at = $3
            WHERE firm_id = $1 AND source_id = $2 AND \(isQueued) AND lease_token IS NULL AND due_at > $3
            """, source.values + [.instant(now)])
        transaction.notify(.work)
    }

    /// Claims up to `limit` due matters under a lease; no other worker gets them until it is released or expires.
    /// - Parameter rank: the lowest that is claimed; higher ranks come first.
    package static func claim(
        downTo rank: Rank, source: SourceKey, limit: Int, lease: Lease, in transaction: any Writing, at now: Instant
    ) throws -> [Claim] {
        let rows = try transaction.rows(
            """
            SELECT matter_ref, facets | leased_facets, attempts, marked_at FROM dirty_matters
            WHERE firm_id = $1 AND source_id = $2 AND \(isQueued) AND rank <= $5 AND due_at <= $3
                AND lease_until <= $3
            ORDER BY rank, due_at LIMIT $4 \(transaction.dialect.claimClause)
            """, source.values + [.instant(now), SQLValue(limit), .integer(rank.rawValue)])
        try transaction.run(
            """
            UPDATE dirty_matters SET leased_facets = $4, facets = 0, lease_token = $5, lease_until = $6
            WHERE firm_id = $1 AND source_id = $2 AND matter_ref = $3
            """,
            each: rows.map { source.values + [$0.values[0], $0.values[1], .text(lease.token), .instant(lease.until)] })
        return rows.map { row in
            Claim(
                matterRef: row.text(0), facets: Facets(rawValue: row.integer(1)), attempts: row.int(2),
                markedAt: row.instant(3))
        }
    }

    /// The matters that are still under this lease: what was fetched under a lost lease is discarded.
    package static func held(source: SourceKey, lease: Lease, in reading: any Reading) throws -> Set<SourceRef> {
        Set(
            try reading.texts(
                "SELECT matter_ref FROM dirty_matters WHERE firm_id = $1 AND source_id = $2 AND lease_token = $3",
                source.values + [.text(lease.token)]))
    }

    /// The fetched facets are in the read model: the row is deleted, or stays for what was marked meanwhile.
    package static func finish(
        _ matterRef: SourceRef, source: SourceKey, lease: Lease, in transaction: any Writing, at now: Instant
    ) throws {
        let key = source.values + [.text(matterRef), .text(lease.token)]
        let deleted = try transaction.run(
            """
            DELETE FROM dirty_matters
            WHERE firm_id = $1 AND source_id = $2 AND matter_ref = $3 AND lease_token = $4 AND facets = 0
            """, key)
        transaction.notify(.progress)
        guard deleted == 0 else { return }
        try transaction.run(
            """
            UPDATE dirty_matters SET leased_facets = 0, lease_token = NULL, lease_until = 0, attempts = 0,
                failure = NULL, due_at = $5, marked_at = $5
            WHERE firm_id = $1 AND source_id = $2 AND matter_ref = $3 AND lease_token = $4
            """, key + [.instant(now)])
        transaction.notify(.work)
    }

    /// How a matter whose fetch failed goes back into the queue.
    package struct Release: Sendable, Equatable {
        package var dueAt: Instant
        package var countsAttempt: Bool
        package var state: State

        package init(dueAt: Instant, countsAttempt: Bool, state: State) {
            self.dueAt = dueAt
            self.countsAttempt = countsAttempt
            self.state = state
        }
    }

    package static func release(
        _ claim: Claim, source: SourceKey, lease: Lease, failure: String, as release: Release,
        in transaction: any Writing
    ) throws {
        try transaction.run(
            """
            UPDATE dirty_matters SET facets = facets | leased_facets, leased_facets = 0, lease_token = NULL,
                lease_until = 0, attempts = attempts + $5, failure = $6, due_at = $7, dead_lettered = $8
            WHERE firm_id = $1 AND source_id = $2 AND matter_ref = $3 AND lease_token = $4
            """,
            source.values + [
                .text(claim.matterRef), .text(lease.token), SQLValue(release.countsAttempt), .text(failure),
                .instant(release.dueAt), .integer(release.state.rawValue),
            ])
        transaction.notify(.work)
        transaction.notify(.progress)
    }

    /// When the next row is due or its lease expires; nil when the queue is empty.
    package static func nextDue(downTo rank: Rank, source: SourceKey, in reading: any Reading) throws -> Instant? {
        try reading.moment(
            """
            SELECT min(CASE WHEN due_at > lease_until THEN due_at ELSE lease_until END) FROM dirty_matters
            WHERE firm_id = $1 AND source_id = $2 AND \(isQueued) AND rank <= $3
            """, source.values + [.integer(rank.rawValue)])
    }

    /// Only for the one server on the data, at its start: every lease then belongs to a process that has ended.
    package static func releaseAllLeases(in transaction: any Writing) throws {
        try transaction.run(
            """
            UPDATE dirty_matters SET facets = facets | leased_facets, leased_facets = 0, lease_token = NULL,
                lease_until = 0 WHERE lease_token IS NOT NULL
            """)
        try transaction.run("UPDATE sweeps SET lease_token = NULL, lease_until = 0 WHERE lease_token IS NOT NULL")
    }

    /// Matters of one source that are due or being fetched.
    package static func countDue(source: SourceKey, in reading: any Reading, at now: Instant) throws -> Int {
        try reading.count(
            """
            SELECT count(*) FROM dirty_matters
            WHERE firm_id = $1 AND source_id = $2 AND \(isQueued) AND due_at <= $3
            """, source.values + [.instant(now)])
    }

    /// Matters of one source that are queued or being fetched.
    package static func count(of source: SourceKey, in reading: any Reading) throws -> Int {
        try reading.count(
            "SELECT count(*) FROM dirty_matters WHERE firm_id = $1 AND source_id = $2 AND \(isQueued)", source.values)
    }

    package static func count(_ state: State, firmID: String, in reading: any Reading) throws -> Int {
        try reading.count(
            "SELECT count(*) FROM dirty_matters WHERE firm_id = $1 AND dead_lettered = $2",
            [.text(firmID), .integer(state.rawValue)])
    }
}
