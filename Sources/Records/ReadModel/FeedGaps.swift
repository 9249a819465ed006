package import Matters
package import Storage

/// Notices that the practice system sent and that never arrived, and the sweep that makes up for them.
package struct FeedGap: Sendable, Equatable {
    package var sweepID: Int64
    package var missedCount: Int64
    package var foundAt: Instant

    package init(sweepID: Int64, missedCount: Int64, foundAt: Instant) {
        (self.sweepID, self.missedCount, self.foundAt) = (sweepID, missedCount, foundAt)
    }
}

package enum FeedGaps {
    /// The sweep is over, and all that it marked has been fetched.
    private static let isMended = """
        EXISTS (SELECT 1 FROM sweeps s WHERE s.sweep_id = feed_gaps.sweep_id AND s.finished_at IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM dirty_matters d WHERE d.firm_id = feed_gaps.firm_id
                AND d.source_id = feed_gaps.source_id AND d.parked = 0 AND d.marked_at <= s.finished_at))
        """

    /// One that is found while another is being mended makes it larger; the later sweep mends both.
    package static func note(
        _ gap: FeedGap, sourceID: String, firmID: String, in transaction: any Writing
    ) throws {
        try transaction.run(
            """
            INSERT INTO feed_gaps (firm_id, source_id, sweep_id, missed, found_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (firm_id, source_id) DO UPDATE SET sweep_id = excluded.sweep_id,
                missed = feed_gaps.missed + excluded.missed
            """,
            [
                .text(firmID), .text(sourceID), .integer(gap.sweepID), .integer(gap.missedCount),
                .integer(gap.foundAt.milliseconds),
            ])
    }

    package static func removeMended(sourceID: String, firmID: String, in transaction: any Writing) throws {
        try transaction.run(
            "DELETE FROM feed_gaps WHERE firm_id = $1 AND source_id = $2 AND \(isMended)",
            [.text(firmID), .text(sourceID)])
    }

    /// The gap of one firm that has been open longest; nil when all its feeds are whole.
    package static func oldest(firmID: String, in reading: any Reading) throws -> FeedGap? {
        try reading.row(
            """
            SELECT sweep_id, missed, found_at FROM feed_gaps WHERE firm_id = $1 AND NOT \(isMended)
            ORDER BY found_at LIMIT 1
            """, [.text(firmID)]
        ).map(gap)
    }

    /// The same of all firms.
    package static func oldest(in reading: any Reading) throws -> FeedGap? {
        try reading.row(
            "SELECT sweep_id, missed, found_at FROM feed_gaps WHERE NOT \(isMended) ORDER BY found_at LIMIT 1", []
        ).map(gap)
    }

    private static func gap(_ row: Row) -> FeedGap {
        FeedGap(
            sweepID: row.integer(0), missedCount: row.integer(1), foundAt: Instant(milliseconds: row.integer(2)))
    }
}
