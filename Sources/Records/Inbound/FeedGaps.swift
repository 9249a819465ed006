package import Matters
package import Storage

/// Notices that the practice system sent and that never arrived, and the sweep that fetches what they were about.
package struct FeedGap: Sendable, Equatable {
    package var sweepID: Int64
    package var missedCount: Int64
    package var foundAt: Instant

    package init(sweepID: Int64, missedCount: Int64, foundAt: Instant) {
        self.sweepID = sweepID
        self.missedCount = missedCount
        self.foundAt = foundAt
    }
}

/// The gaps of each source. Every function throws `StoreError`.
package enum FeedGaps {
    /// The sweep has finished, and all that it marked has been fetched.
    private static let isClosed = """
        EXISTS (SELECT 1 FROM sweeps s WHERE s.sweep_id = feed_gaps.sweep_id AND s.finished_at IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM dirty_matters d WHERE d.firm_id = feed_gaps.firm_id
                AND d.source_id = feed_gaps.source_id AND \(DirtyMatters.State.queued.condition("d.")) AND d.marked_at <= s.finished_at))
        """

    /// A gap found while another is open makes that one larger; the later sweep closes both.
    package static func insert(_ gap: FeedGap, source: SourceKey, in transaction: any Writing) throws {
        try transaction.run(
            """
            INSERT INTO feed_gaps (firm_id, source_id, sweep_id, missed, found_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (firm_id, source_id) DO UPDATE SET sweep_id = excluded.sweep_id,
                missed = feed_gaps.missed + excluded.missed
            """, source.values + [.integer(gap.sweepID), .integer(gap.missedCount), .instant(gap.foundAt)])
    }

    package static func removeClosed(source: SourceKey, in transaction: any Writing) throws {
        try transaction.run(
            "DELETE FROM feed_gaps WHERE firm_id = $1 AND source_id = $2 AND \(isClosed)", source.values)
    }

    /// The open gap that was found first; nil when none is open.
    /// - Parameter firmID: nil for all firms.
    package static func oldest(firmID: String?, in reading: any Reading) throws -> FeedGap? {
        try reading.row(
            """
            SELECT sweep_id, missed, found_at FROM feed_gaps
            WHERE \(firmID == nil ? "" : "firm_id = $1 AND ")NOT \(isClosed) ORDER BY found_at LIMIT 1
            """, firmID.map { [.text($0)] } ?? []
        ).map { FeedGap(sweepID: $0.integer(0), missedCount: $0.integer(1), foundAt: $0.instant(2)) }
    }
}
