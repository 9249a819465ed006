package import Matters
package import Storage

/// A notice as it came in: stored raw before it is answered.
package struct Receipt: Sendable, Equatable {
    package var source: SourceKey
    /// The event as the hook URL names it, which nobody signs; empty where the body names it.
    package var event: String
    /// At most `Inbox.bodyStoredBytesMax` bytes of what was sent.
    package var body: [UInt8]
    /// Of the whole body as it was sent, in bytes.
    package var bodyBytes: Int
    package var receivedAt: Instant

    package init(source: SourceKey, event: String, body: [UInt8], bodyBytes: Int, receivedAt: Instant) {
        self.source = source
        self.event = event
        self.body = body
        self.bodyBytes = bodyBytes
        self.receivedAt = receivedAt
    }
}

/// What became of a receipt, as the column `inbox.state` holds it.
package enum ReceiptState: Int64, StoredState {
    /// Stored and answered; the sorter has not read it.
    case waiting = 0
    /// Its matter was marked dirty.
    case sorted = 1
    /// The same notice had come before, byte for byte.
    case duplicate = 2
    /// It could not be read: the reason is stored, a sweep fetches what it may have been about, and a person looks into it.
    case deadLettered = 3
}

package enum Inbox {
    package static let bodyStoredBytesMax = 256 * 1_024

    package struct Waiting: Sendable {
        package let id: Int64
        package let receipt: Receipt
    }

    package static func append(_ receipts: [Receipt], in transaction: any Writing) throws {
        try transaction.run(
            """
            INSERT INTO inbox (firm_id, source_id, event, body, body_bytes, received_at, state)
            VALUES ($1, $2, $3, $4, $5, $6, \(ReceiptState.waiting.sql))
            """,
            each: receipts.map { receipt in
                receipt.source.values + [
                    .text(receipt.event), .blob(receipt.body), SQLValue(receipt.bodyBytes),
                    .integer(receipt.receivedAt.milliseconds),
                ]
            })
        transaction.notify(.work)
    }

    /// The oldest receipts that wait to be sorted, locked until the transaction ends.
    package static func claim(source: SourceKey, limit: Int, in transaction: any Writing) throws -> [Waiting] {
        let rows = try transaction.rows(
            """
            SELECT receipt_id, event, body, body_bytes, received_at FROM inbox
            WHERE firm_id = $1 AND source_id = $2 AND state = \(ReceiptState.waiting.sql)
            ORDER BY receipt_id LIMIT $3 \(transaction.dialect.claimClause)
            """, source.values + [SQLValue(limit)])
        return rows.map { row in
            Waiting(
                id: row.integer(0),
                receipt: Receipt(
                    source: source, event: row.text(1), body: row.blob(2), bodyBytes: row.int(3),
                    receivedAt: Instant(milliseconds: row.integer(4))))
        }
    }

    /// Whether a receipt from before a moment still waits to be sorted.
    package static func isWaiting(
        sinceBefore moment: Instant, source: SourceKey, in reading: any Reading
    ) throws -> Bool {
        try reading.row(
            """
            SELECT 1 FROM inbox
            WHERE firm_id = $1 AND source_id = $2 AND state = \(ReceiptState.waiting.sql) AND received_at <= $3 LIMIT 1
            """, source.values + [.integer(moment.milliseconds)]) != nil
    }

    /// Those of the keys that a stored notice has.
    package static func known(keys: [String], source: SourceKey, in reading: any Reading) throws -> Set<String> {
        var known: Set<String> = []
        for chunk in keys.chunks(ofCount: SQLList.countMax) {
            let list = SQLList(Array(chunk), from: 3)
            let rows = try reading.rows(
                """
                SELECT notice_key FROM inbox
                WHERE firm_id = $1 AND source_id = $2 AND notice_key IN (\(list.placeholders))
                """, source.values + list.values)
            known.formUnion(rows.map { $0.text(0) })
        }
        return known
    }

    /// What sorting decided about a receipt.
    package struct Settled: Sendable, Equatable {
        package let id: Int64
        package let state: ReceiptState
        package let reason: String?
        package let noticeKey: String?

        package init(_ id: Int64, as state: ReceiptState, reason: String? = nil, noticeKey: String? = nil) {
            self.id = id
            self.state = state
            self.reason = reason
            self.noticeKey = noticeKey
        }
    }

    package static func settle(_ settled: [Settled], in transaction: any Writing, at now: Instant) throws {
        guard !settled.isEmpty else { return }
        try transaction.run(
            "UPDATE inbox SET state = $2, reason = $3, notice_key = $4, sorted_at = $5 WHERE receipt_id = $1",
            each: settled.map {
                [
                    .integer($0.id), .integer($0.state.rawValue), SQLValue($0.reason), SQLValue($0.noticeKey),
                    .integer(now.milliseconds),
                ]
            })
        transaction.notify(.progress)
    }

    /// Removes receipts that were sorted before a moment, but no dead letters; answers how many.
    package static func removeSorted(before moment: Instant, limit: Int, in transaction: any Writing) throws -> Int {
        try transaction.run(
            """
            DELETE FROM inbox WHERE receipt_id IN (
                SELECT receipt_id FROM inbox WHERE sorted_at < $1
                    AND state IN \([ReceiptState.sorted, .duplicate].sql)
                ORDER BY sorted_at LIMIT $2)
            """, [.integer(moment.milliseconds), SQLValue(limit)])
    }

    package static func count(_ state: ReceiptState, firmID: String, in reading: any Reading) throws -> Int {
        try reading.row(
            "SELECT count(*) FROM inbox WHERE firm_id = $1 AND state = $2",
            [.text(firmID), .integer(state.rawValue)]
        )?.int(0) ?? 0
    }

    /// Why receipts are dead letters, and how many for each reason.
    package static func deadLetterReasons(firmID: String, in reading: any Reading) throws -> [String: Int] {
        let rows = try reading.rows(
            """
            SELECT coalesce(reason, ''), count(*) FROM inbox
            WHERE firm_id = $1 AND state = \(ReceiptState.deadLettered.sql) GROUP BY reason
            """,
            [.text(firmID)])
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.text(0), $0.int(1)) })
    }
}
