package import Matters
package import Storage

/// Which numbered notices of a hook have come.
package struct SequenceTracker: Sendable, Equatable {
    /// Everything up to here has come or is made up for; nil for a hook that was not listened to by number yet.
    package var upTo: Int64?
    /// What came from further on, in order.
    package var beyond: [Int64]
    /// How many the practice system said there were when it was last asked, and when that was.
    package var lookedCount: Int64?
    package var lookedAt: Instant?

    package init(upTo: Int64?, beyond: [Int64] = [], lookedCount: Int64? = nil, lookedAt: Instant? = nil) {
        (self.upTo, self.beyond, self.lookedCount, self.lookedAt) = (upTo, beyond, lookedCount, lookedAt)
    }
}

package enum HookSequences {
    /// How far ahead of what came in order a number may lie. The attack: forged notices with numbers without end
    /// that fill the table.
    package static let beyondMax: Int64 = 20_000

    /// Notes that a notice came. One that comes in order moves the mark; one from further on gets a row, until the next
    /// look. Hooks that are not ours and numbers that are known or absurd leave no trace.
    package static func note(
        hook hookRef: String, count: Int64, sourceID: String, firmID: String, in transaction: any Writing
    ) throws {
        guard count > 0 else { return }
        let key: [SQLValue] = [.text(firmID), .text(sourceID), .text(hookRef), .integer(count)]
        let moved = try transaction.run(
            """
            UPDATE hooks SET heard_up_to = $4
            WHERE firm_id = $1 AND source_id = $2 AND hook_ref = $3 AND heard_up_to = $4 - 1
            """, key)
        guard moved == 0 else { return }
        try transaction.run(
            """
            INSERT INTO heard_notices (firm_id, source_id, hook_ref, trigger_count)
            SELECT firm_id, source_id, hook_ref, $4 FROM hooks
            WHERE firm_id = $1 AND source_id = $2 AND hook_ref = $3
                AND heard_up_to < $4 AND heard_up_to >= $4 - \(beyondMax)
            ON CONFLICT (firm_id, source_id, hook_ref, trigger_count) DO NOTHING
            """, key)
    }

    /// By hook.
    package static func all(
        sourceID: String, firmID: String, in reading: any Reading
    ) throws -> [String: SequenceTracker] {
        let key: [SQLValue] = [.text(firmID), .text(sourceID)]
        var hearings: [String: SequenceTracker] = [:]
        let hooks = try reading.rows(
            """
            SELECT hook_ref, heard_up_to, looked_count, looked_at FROM hooks WHERE firm_id = $1 AND source_id = $2
            """, key)
        for row in hooks {
            hearings[row.text(0)] = SequenceTracker(
                upTo: row.optionalInteger(1), lookedCount: row.optionalInteger(2),
                lookedAt: row.optionalInteger(3).map(Instant.init(milliseconds:)))
        }
        let counts = try reading.rows(
            """
            SELECT hook_ref, trigger_count FROM heard_notices WHERE firm_id = $1 AND source_id = $2
            ORDER BY hook_ref, trigger_count
            """, key)
        for row in counts { hearings[row.text(0)]?.beyond.append(row.integer(1)) }
        return hearings
    }

    /// Stores what follows from a look; numbers that are now in order need no row any more.
    package static func store(
        _ hearing: SequenceTracker, of hookRef: String, sourceID: String, firmID: String, in transaction: any Writing
    ) throws {
        let key: [SQLValue] = [.text(firmID), .text(sourceID), .text(hookRef), SQLValue(hearing.upTo)]
        try transaction.run(
            """
            UPDATE hooks SET heard_up_to = $4, looked_count = $5, looked_at = $6
            WHERE firm_id = $1 AND source_id = $2 AND hook_ref = $3
            """, key + [SQLValue(hearing.lookedCount), SQLValue(hearing.lookedAt?.milliseconds)])
        try transaction.run(
            """
            DELETE FROM heard_notices
            WHERE firm_id = $1 AND source_id = $2 AND hook_ref = $3 AND trigger_count <= $4
            """, key)
    }

    /// Forgets hooks that are no more.
    package static func forget(
        besides hookRefs: [String], sourceID: String, firmID: String, in transaction: any Writing
    ) throws {
        let known = try transaction.rows(
            "SELECT hook_ref FROM hooks WHERE firm_id = $1 AND source_id = $2", [.text(firmID), .text(sourceID)])
        for ref in Set(known.map { $0.text(0) }).subtracting(hookRefs) {
            for table in ["heard_notices", "hooks"] {
                try transaction.run(
                    "DELETE FROM \(table) WHERE firm_id = $1 AND source_id = $2 AND hook_ref = $3",
                    [.text(firmID), .text(sourceID), .text(ref)])
            }
        }
    }
}
