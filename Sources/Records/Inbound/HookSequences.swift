package import Matters
package import Storage

/// Which of a hook's numbered notices have been received.
package struct SequenceTracker: Sendable, Equatable {
    /// All numbers up to this one were received, or a sweep stands in for them; nil while no number is known.
    package var receivedUpTo: Int64?
    /// Numbers received above it, ascending.
    package var receivedBeyond: [Int64]
    /// How many notices the practice system reported when it was last asked, and when that was.
    package var reportedCount: Int64?
    package var reportedAt: Instant?

    package init(
        receivedUpTo: Int64?, receivedBeyond: [Int64] = [], reportedCount: Int64? = nil, reportedAt: Instant? = nil
    ) {
        self.receivedUpTo = receivedUpTo
        self.receivedBeyond = receivedBeyond
        self.reportedCount = reportedCount
        self.reportedAt = reportedAt
    }
}

/// The trackers of all hooks. Every function throws `StoreError`.
package enum HookSequences {
    /// How far above the received numbers a number may lie. The attack: forged notices with ever new numbers fill the
    /// table.
    package static let beyondMax: Int64 = 20_000

    /// Stores that a notice was received. The next number in order moves the upper end; a number above it gets a row.
    /// Unknown hooks, known numbers and numbers out of range are ignored.
    package static func insert(
        hook hookRef: String, count: Int64, source: SourceKey, in transaction: any Writing
    ) throws {
        guard count > 0 else { return }
        let key = source.values + [.text(hookRef), .integer(count)]
        let moved = try transaction.run(
            """
            UPDATE hooks SET received_up_to = $4
            WHERE firm_id = $1 AND source_id = $2 AND hook_ref = $3 AND received_up_to = $4 - 1
            """, key)
        guard moved == 0 else { return }
        try transaction.run(
            """
            INSERT INTO hook_sequences (firm_id, source_id, hook_ref, trigger_count)
            SELECT firm_id, source_id, hook_ref, $4 FROM hooks
            WHERE firm_id = $1 AND source_id = $2 AND hook_ref = $3
                AND received_up_to < $4 AND received_up_to >= $4 - \(beyondMax)
            ON CONFLICT (firm_id, source_id, hook_ref, trigger_count) DO NOTHING
            """, key)
    }

    /// By hook.
    package static func all(source: SourceKey, in reading: any Reading) throws -> [String: SequenceTracker] {
        var trackers: [String: SequenceTracker] = [:]
        let hooks = try reading.rows(
            """
            SELECT hook_ref, received_up_to, reported_count, reported_at FROM hooks WHERE firm_id = $1 AND source_id = $2
            """, source.values)
        for row in hooks {
            trackers[row.text(0)] = SequenceTracker(
                receivedUpTo: row.optionalInteger(1), reportedCount: row.optionalInteger(2),
                reportedAt: row.optionalInstant(3))
        }
        let counts = try reading.rows(
            """
            SELECT hook_ref, trigger_count FROM hook_sequences WHERE firm_id = $1 AND source_id = $2
            ORDER BY hook_ref, trigger_count
            """, source.values)
        for row in counts { trackers[row.text(0)]?.receivedBeyond.append(row.integer(1)) }
        return trackers
    }

    /// Stores a tracker; the rows of numbers that are now in order are deleted.
    package static func store(
        _ tracker: SequenceTracker, of hookRef: String, source: SourceKey, in transaction: any Writing
    ) throws {
        let key = source.values + [.text(hookRef), SQLValue(tracker.receivedUpTo)]
        try transaction.run(
            """
            UPDATE hooks SET received_up_to = $4, reported_count = $5, reported_at = $6
            WHERE firm_id = $1 AND source_id = $2 AND hook_ref = $3
            """, key + [SQLValue(tracker.reportedCount), SQLValue(tracker.reportedAt)])
        try transaction.run(
            """
            DELETE FROM hook_sequences
            WHERE firm_id = $1 AND source_id = $2 AND hook_ref = $3 AND trigger_count <= $4
            """, key)
    }

    package static func removeAll(except hookRefs: [String], source: SourceKey, in transaction: any Writing) throws {
        let known = try transaction.texts(
            "SELECT hook_ref FROM hooks WHERE firm_id = $1 AND source_id = $2", source.values)
        let gone = Set(known).subtracting(hookRefs)
        for table in ["hook_sequences", "hooks"] {
            try transaction.run(
                "DELETE FROM \(table) WHERE firm_id = $1 AND source_id = $2 AND hook_ref = $3",
                each: gone.map { source.values + [.text($0)] })
        }
    }
}
