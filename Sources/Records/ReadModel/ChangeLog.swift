package import Matters
package import Storage

/// The ordered log of what changed: one row a fact, numbered per firm in commit order. Every function throws
/// `StoreError`.
package enum ChangeLog {
    package struct Entry: Sendable, Equatable {
        package let seq: Int64
        package let matterID: String
        package let change: Change
        package let at: Instant
    }

    private static let columns = "seq, matter_id, kind, subject, topic, fact, old, new, at"

    /// Appends in the transaction that made the changes. Updating the firm's head first serialises the writers of one
    /// firm, so that on both engines numbers become visible in ascending order and a reader misses none.
    package static func append(
        _ changes: [Change], matterID: String, firmID: String, in transaction: any Writing, at now: Instant
    ) throws {
        guard !changes.isEmpty else { return }
        let head = try transaction.row(
            "UPDATE firm_heads SET seq = seq + $2 WHERE firm_id = $1 RETURNING seq",
            [.text(firmID), SQLValue(changes.count)])
        guard let head else { throw StoreError.refused("the firm has no log") }
        let first = head.integer(0) - Int64(changes.count) + 1
        try transaction.run(
            """
            INSERT INTO changes (firm_id, seq, matter_id, kind, subject, topic, fact, old, new, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            each: changes.enumerated().map { offset, change in
                [
                    .text(firmID), .integer(first + Int64(offset)), .text(matterID), .text(change.kind.rawValue),
                    .text(change.subject), .text(change.topic), .text(change.fact), SQLValue(change.old),
                    SQLValue(change.new), .instant(now),
                ]
            })
        transaction.notify(.changes)
    }

    /// The number of the newest entry; 0 for an empty log.
    package static func head(firmID: String, in reading: any Reading) throws -> Int64 {
        try reading.row("SELECT seq FROM firm_heads WHERE firm_id = $1", [.text(firmID)])?.integer(0) ?? 0
    }

    /// Entries after `seq`, oldest first, for all readers: for the live hub and for outbound webhooks, which decide about
    /// each reader.
    package static func entries(
        after seq: Int64, limit: Int, firmID: String, in reading: any Reading
    ) throws -> [Entry] {
        try reading.rows(
            "SELECT \(columns) FROM changes WHERE firm_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
            [.text(firmID), .integer(seq), SQLValue(limit)]
        ).compactMap(entry)
    }

    /// Entries between two numbers on matters that one of the holders may see, oldest first, and those that took the
    /// right to see one away.
    static func entries(
        after seq: Int64, upTo last: Int64, holders: [AccessGrant.Holder], firmID: String, in reading: any Reading
    ) throws -> [Entry] {
        // Every matter is the staff's; for others the few matters are found first, by their holder.
        let list = SQLList(holders.map(\.text), from: 4)
        let filter =
            holders == [.staff]
            ? ""
            : """
            AND (matter_id IN (
                    SELECT matter_id FROM access WHERE firm_id = $1 AND holder IN (\(list.placeholders)))
                OR (kind = '\(Change.Kind.access.rawValue)' AND subject IN (\(list.placeholders))))
            """
        return try reading.rows(
            "SELECT \(columns) FROM changes WHERE firm_id = $1 AND seq > $2 AND seq <= $3 \(filter) ORDER BY seq",
            [.text(firmID), .integer(seq), .integer(last)] + (filter.isEmpty ? [] : list.values)
        ).compactMap(entry)
    }

    private static func entry(_ row: Row) -> Entry? {
        guard let kind = Change.Kind(rawValue: row.text(2)) else { return nil }
        return Entry(
            seq: row.integer(0), matterID: row.text(1),
            change: Change(
                kind, subject: row.text(3), topic: row.text(4), fact: row.text(5), old: row.optionalText(6),
                new: row.optionalText(7)), at: row.instant(8))
    }
}
