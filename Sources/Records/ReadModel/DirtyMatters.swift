package import Matters
package import Storage

/// Matters whose state must be asked for again: one row a matter, however many notices came.
///
/// While a row is leased, new marks gather beside what is being fetched, so that a notice which arrives during a fetch
/// always leads to another one.
package enum DirtyMatters {
    /// Why a matter is fetched, and so what goes first: people wait for notices, not for sweeps.
    package enum Rank: Int64, Sendable { case notice = 0, sweep = 1 }

    package struct Claim: Sendable, Equatable {
        package let matterRef: SourceRef
        package let facets: Facets
        package let attempts: Int
        package let markedAt: Instant

        package func wanting(_ facets: Facets) -> Claim {
            Claim(matterRef: matterRef, facets: facets, attempts: attempts, markedAt: markedAt)
        }
    }

    /// A new notice brings a matter that has failed forward, but not so far that a flood of notices becomes a flood of
    /// requests.
    private static let soonerMilliseconds = 15_000

    /// Adds facets to what must be fetched, due at once.
    package static func mark(
        _ matterRef: SourceRef, facets: Facets, rank: Rank, sourceID: String, firmID: String,
        in transaction: any Writing, at now: Instant
    ) throws {
        try mark([matterRef: facets], rank: rank, sourceID: sourceID, firmID: firmID, in: transaction, at: now)
    }

    /// In the order of their ids, so that two who mark the same matters do not wait for each other in a ring.
    package static func mark(
        _ matters: [SourceRef: Facets], rank: Rank, sourceID: String, firmID: String, in transaction: any Writing,
        at now: Instant
    ) throws {
        guard !matters.isEmpty else { return }
        try transaction.run(
            """
            INSERT INTO dirty_matters (firm_id, source_id, matter_ref, facets, leased_facets, rank, marked_at, due_at,
                attempts, lease_until, parked)
            VALUES ($1, $2, $3, $4, 0, $6, $5, $5, 0, 0, 0)
            ON CONFLICT (firm_id, source_id, matter_ref) DO UPDATE SET
                facets = dirty_matters.facets | excluded.facets,
                rank = CASE WHEN excluded.rank < dirty_matters.rank THEN excluded.rank ELSE dirty_matters.rank END,
                due_at = CASE WHEN dirty_matters.attempts = 0 OR dirty_matters.parked = 1 THEN excluded.due_at
                              WHEN dirty_matters.due_at > excluded.due_at + \(soonerMilliseconds)
                              THEN excluded.due_at + \(soonerMilliseconds)
                              ELSE dirty_matters.due_at END,
                attempts = CASE WHEN dirty_matters.parked = 1 THEN 0 ELSE dirty_matters.attempts END,
                parked = 0
            """,
            each: matters.sorted { $0.key < $1.key }.map { ref, facets in
                [
                    .text(firmID), .text(sourceID), .text(ref), .integer(facets.rawValue),
                    .integer(now.milliseconds), .integer(rank.rawValue),
                ]
            })
        transaction.notify(.work)
    }

    /// Adds facets to every matter of which they are being fetched now: the answers may be older than a change that
    /// cannot be tied to a matter yet.
    package static func markLeased(
        _ facets: Facets, sourceID: String, firmID: String, in transaction: any Writing
    ) throws {
        try transaction.run(
            """
            UPDATE dirty_matters SET facets = facets | $3
            WHERE firm_id = $1 AND source_id = $2 AND lease_token IS NOT NULL AND (leased_facets & $3) <> 0
            """, [.text(firmID), .text(sourceID), .integer(facets.rawValue)])
    }

    /// Makes everything that waits for a later try due at once: what held it up has been mended.
    package static func hurry(
        sourceID: String, firmID: String, in transaction: any Writing, at now: Instant
    ) throws {
        try transaction.run(
            """
            UPDATE dirty_matters SET due_at = $3
            WHERE firm_id = $1 AND source_id = $2 AND parked = 0 AND lease_token IS NULL AND due_at > $3
            """, [.text(firmID), .text(sourceID), .integer(now.milliseconds)])
        transaction.notify(.work)
    }

    /// Takes up to `limit` due matters under a lease; nobody else gets them until it is given back or runs out.
    /// - Parameter rank: the lowest that is taken; what ranks higher goes first.
    package static func claim(
        downTo rank: Rank, sourceID: String, firmID: String, limit: Int, lease: Lease,
        in transaction: any Writing, at now: Instant
    ) throws -> [Claim] {
        let rows = try transaction.rows(
            """
            SELECT matter_ref, facets | leased_facets, attempts, marked_at FROM dirty_matters
            WHERE firm_id = $1 AND source_id = $2 AND parked = 0 AND rank <= $5 AND due_at <= $3
                AND lease_until <= $3
            ORDER BY rank, due_at LIMIT $4 \(transaction.dialect.claimClause)
            """,
            [
                .text(firmID), .text(sourceID), .integer(now.milliseconds), SQLValue(limit),
                .integer(rank.rawValue),
            ])
        for row in rows {
            try transaction.run(
                """
                UPDATE dirty_matters SET leased_facets = $4, facets = 0, lease_token = $5, lease_until = $6
                WHERE firm_id = $1 AND source_id = $2 AND matter_ref = $3
                """,
                [
                    .text(firmID), .text(sourceID), .text(row.text(0)), .integer(row.integer(1)),
                    .text(lease.token), .integer(lease.until.milliseconds),
                ])
        }
        return rows.map { row in
            Claim(
                matterRef: row.text(0), facets: Facets(rawValue: row.integer(1)), attempts: row.int(2),
                markedAt: Instant(milliseconds: row.integer(3)))
        }
    }

    /// The matters of which the lease is still ours: what was fetched under a lost one is thrown away.
    package static func held(
        sourceID: String, firmID: String, lease: Lease, in reading: any Reading
    ) throws -> Set<SourceRef> {
        let rows = try reading.rows(
            "SELECT matter_ref FROM dirty_matters WHERE firm_id = $1 AND source_id = $2 AND lease_token = $3",
            [.text(firmID), .text(sourceID), .text(lease.token)])
        return Set(rows.map { $0.text(0) })
    }

    /// The fetched facets are in the read model: the row goes, or stays for what was marked meanwhile.
    package static func finish(
        _ matterRef: SourceRef, sourceID: String, firmID: String, lease: Lease,
        in transaction: any Writing,
        at now: Instant
    ) throws {
        let key: [SQLValue] = [.text(firmID), .text(sourceID), .text(matterRef), .text(lease.token)]
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
            """, key + [.integer(now.milliseconds)])
        transaction.notify(.work)
    }

    /// What becomes of a matter whose fetch failed.
    package struct GiveBack: Sendable, Equatable {
        package var dueAt: Instant
        package var countsAttempt: Bool
        /// Parked matters wait until a new notice or a sweep asks for them.
        package var isParked: Bool
        package init(dueAt: Instant, countsAttempt: Bool, isParked: Bool) {
            (self.dueAt, self.countsAttempt, self.isParked) = (dueAt, countsAttempt, isParked)
        }
    }

    package static func giveBack(
        _ claim: Claim, sourceID: String, firmID: String, lease: Lease, failure: String, next: GiveBack,
        in transaction: any Writing
    ) throws {
        try transaction.run(
            """
            UPDATE dirty_matters SET facets = facets | leased_facets, leased_facets = 0, lease_token = NULL,
                lease_until = 0, attempts = attempts + $5, failure = $6, due_at = $7, parked = $8
            WHERE firm_id = $1 AND source_id = $2 AND matter_ref = $3 AND lease_token = $4
            """,
            [
                .text(firmID), .text(sourceID), .text(claim.matterRef), .text(lease.token),
                SQLValue(next.countsAttempt ? 1 : 0), .text(failure), .integer(next.dueAt.milliseconds),
                SQLValue(next.isParked),
            ])
        transaction.notify(.work)
        transaction.notify(.progress)
    }

    /// When the next row falls due or its lease runs out; nil when there is nothing to wait for.
    package static func nextDue(
        downTo rank: Rank, sourceID: String, firmID: String, in reading: any Reading
    ) throws -> Instant? {
        try reading.row(
            """
            SELECT min(CASE WHEN due_at > lease_until THEN due_at ELSE lease_until END) FROM dirty_matters
            WHERE firm_id = $1 AND source_id = $2 AND parked = 0 AND rank <= $3
            """, [.text(firmID), .text(sourceID), .integer(rank.rawValue)]
        )?.optionalInteger(0).map(Instant.init(milliseconds:))
    }

    /// Only the one owner of an embedded database may do this, at its start: every lease is a dead process's.
    package static func freeAllLeases(in transaction: any Writing) throws {
        try transaction.run(
            """
            UPDATE dirty_matters SET facets = facets | leased_facets, leased_facets = 0, lease_token = NULL,
                lease_until = 0 WHERE lease_token IS NOT NULL
            """)
        try transaction.run(
            "UPDATE sweeps SET lease_token = NULL, lease_until = 0 WHERE lease_token IS NOT NULL")
    }

    /// Matters of one source that are due or being fetched.
    package static func countDue(
        sourceID: String, firmID: String, in reading: any Reading, at now: Instant
    ) throws -> Int {
        try reading.row(
            """
            SELECT count(*) FROM dirty_matters
            WHERE firm_id = $1 AND source_id = $2 AND parked = 0 AND due_at <= $3
            """, [.text(firmID), .text(sourceID), .integer(now.milliseconds)])?.int(0) ?? 0
    }

    /// Matters of one source that wait or are being fetched, without the parked ones.
    package static func count(of sourceID: String, firmID: String, in reading: any Reading) throws -> Int {
        try reading.row(
            "SELECT count(*) FROM dirty_matters WHERE firm_id = $1 AND source_id = $2 AND parked = 0",
            [.text(firmID), .text(sourceID)])?.int(0) ?? 0
    }

    package static func count(firmID: String, isParked: Bool, in reading: any Reading) throws -> Int {
        try reading.row(
            "SELECT count(*) FROM dirty_matters WHERE firm_id = $1 AND parked = $2",
            [.text(firmID), SQLValue(isParked)])?.int(0) ?? 0
    }
}

/// The right to work on a row for a while. Whoever finishes shows the token; a worker that was too slow finds another
/// one there and its work does not count.
package struct Lease: Sendable, Equatable {
    package let token: String
    package let until: Instant
    package init(token: String, until: Instant) { (self.token, self.until) = (token, until) }
}
