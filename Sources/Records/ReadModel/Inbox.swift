package import Matters
package import Storage

/// A notice as it came in: stored raw before it is answered.
package struct Receipt: Sendable, Equatable {
    package var firmID: String
    package var sourceID: String
    /// The event as the URL names it; nothing vouches for it.
    package var event: String
    /// At most `Inbox.bodyStoredBytesMax` bytes of what was sent.
    package var body: [UInt8]
    /// Of the whole body as it was sent, in bytes.
    package var bodyBytes: Int
    package var receivedAt: Instant

    package init(
        firmID: String, sourceID: String, event: String, body: [UInt8], bodyBytes: Int,
        receivedAt: Instant
    ) {
        (self.firmID, self.sourceID, self.event, self.body) = (firmID, sourceID, event, body)
        (self.bodyBytes, self.receivedAt) = (bodyBytes, receivedAt)
    }
}

/// What became of a receipt.
package enum ReceiptState: Int64, Sendable {
    /// Stored and answered; the processor has not looked at it.
    case waiting = 0
    /// Its matter is marked dirty.
    case sorted = 1
    /// The same notice had come before, byte for byte.
    case duplicate = 2
    /// It could not be read; the reason is stored and a sweep makes up for it.
    case parked = 3
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
            VALUES ($1, $2, $3, $4, $5, $6, 0)
            """,
            each: receipts.map { receipt in
                [
                    .text(receipt.firmID), .text(receipt.sourceID), .text(receipt.event), .blob(receipt.body),
                    SQLValue(receipt.bodyBytes), .integer(receipt.receivedAt.milliseconds),
                ]
            })
        transaction.notify(.work)
    }

    /// The oldest receipts nobody has looked at.
    package static func waiting(
        firmID: String, sourceID: String, limit: Int, in transaction: any Writing
    ) throws -> [Waiting] {
        let rows = try transaction.rows(
            """
            SELECT receipt_id, source_id, event, body, body_bytes, received_at FROM inbox
            WHERE firm_id = $1 AND source_id = $3 AND state = 0 ORDER BY receipt_id LIMIT $2 \(transaction.dialect.claimClause)
            """, [.text(firmID), SQLValue(limit), .text(sourceID)])
        return rows.map { row in
            Waiting(
                id: row.integer(0),
                receipt: Receipt(
                    firmID: firmID, sourceID: row.text(1), event: row.text(2), body: row.blob(3),
                    bodyBytes: row.int(4), receivedAt: Instant(milliseconds: row.integer(5))))
        }
    }

    /// Whether a receipt from before a moment still waits to be looked at.
    package static func isWaiting(
        sinceBefore moment: Instant, sourceID: String, firmID: String, in reading: any Reading
    ) throws -> Bool {
        try reading.row(
            """
            SELECT 1 FROM inbox WHERE firm_id = $1 AND source_id = $2 AND state = 0 AND received_at <= $3 LIMIT 1
            """, [.text(firmID), .text(sourceID), .integer(moment.milliseconds)]) != nil
    }

    /// Those of the keys under which a notice stands already.
    package static func known(
        keys: [String], sourceID: String, firmID: String, in reading: any Reading
    ) throws -> Set<String> {
        var known: Set<String> = []
        for chunk in keys.chunks(ofCount: SQLList.countMax) {
            let list = SQLList(Array(chunk), from: 3)
            let rows = try reading.rows(
                """
                SELECT notice_key FROM inbox
                WHERE firm_id = $1 AND source_id = $2 AND notice_key IN (\(list.placeholders))
                """, [.text(firmID), .text(sourceID)] + list.values)
            known.formUnion(rows.map { $0.text(0) })
        }
        return known
    }

    /// What a look at a receipt found.
    package struct Settled: Sendable, Equatable {
        package let id: Int64
        package let state: ReceiptState
        package let reason: String?
        package let noticeKey: String?

        package init(_ id: Int64, as state: ReceiptState, reason: String? = nil, noticeKey: String? = nil) {
            (self.id, self.state, self.reason, self.noticeKey) = (id, state, reason, noticeKey)
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

    /// Removes receipts that were sorted before a moment; answers how many.
    package static func removeSorted(before moment: Instant, limit: Int, in transaction: any Writing) throws -> Int {
        try transaction.run(
            """
            DELETE FROM inbox WHERE receipt_id IN (
                SELECT receipt_id FROM inbox WHERE sorted_at < $1 AND state IN (1, 2) ORDER BY sorted_at LIMIT $2)
            """, [.integer(moment.milliseconds), SQLValue(limit)])
    }

    package static func count(_ state: ReceiptState, firmID: String, in reading: any Reading) throws
        -> Int
    {
        try reading.row(
            "SELECT count(*) FROM inbox WHERE firm_id = $1 AND state = $2",
            [.text(firmID), .integer(state.rawValue)]
        )?.int(0) ?? 0
    }

    /// Why receipts are parked, and how many for each reason.
    package static func parkedReasons(firmID: String, in reading: any Reading) throws -> [String: Int] {
        let rows = try reading.rows(
            "SELECT coalesce(reason, ''), count(*) FROM inbox WHERE firm_id = $1 AND state = 3 GROUP BY reason",
            [.text(firmID)])
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.text(0), $0.int(1)) })
    }
}
