import Matters
import Storage
import Webhooks

/// The SQL statements for consultations.
enum Consultations {
    private static let columns = """
        id, number, lead_id, attorney_id, type, status, start_at, duration_min, time_zone, is_paid, amount, outcome,
        is_archived, created_at, data
        """

    static func find(_ id: String, in reading: any Reading) throws -> Consultation? {
        try reading.row(
            "SELECT \(columns) FROM lawfficient_consultations WHERE firm_id = $1 AND id = $2",
            [Intake.firm, .text(id)]
        ).map(consultation)
    }

    /// Newest first.
    static func list(_ filter: RowFilter, limit: Int, in reading: any Reading) throws -> [Consultation] {
        try reading.rows(
            """
            SELECT \(columns) FROM lawfficient_consultations WHERE firm_id = $1\(filter.sql) ORDER BY number DESC
            LIMIT \(limit)
            """, [Intake.firm] + filter.values
        ).map(consultation)
    }

    /// Upcoming open consultations, the next one first.
    static func upcoming(after now: Instant, limit: Int, in reading: any Reading) throws -> [Consultation] {
        try reading.rows(
            """
            SELECT \(columns) FROM lawfficient_consultations
            WHERE firm_id = $1 AND start_at >= $2 AND status IN (\(openStates)) ORDER BY start_at LIMIT \(limit)
            """, [Intake.firm, .integer(now.milliseconds)]
        ).map(consultation)
    }

    private static let openStates = Consultation.Status.open.map { "'\($0.rawValue)'" }.joined(separator: ", ")

    static func count(in reading: any Reading) throws -> Int {
        try reading.row("SELECT count(*) FROM lawfficient_consultations WHERE firm_id = $1", [Intake.firm])?.int(0)
            ?? 0
    }

    /// Whether the slot overlaps another open consultation of the attorney. Adjacent slots do not overlap.
    static func isBooked(
        _ slot: Slot, of attorneyID: String, excluding id: String, in reading: any Reading
    ) throws -> Bool {
        return try reading.row(
            """
            SELECT id FROM lawfficient_consultations
            WHERE firm_id = $1 AND attorney_id = $2 AND start_at < $3 AND end_at > $4 AND id <> $5
                AND status IN (\(openStates)) LIMIT 1
            """,
            [
                Intake.firm, .text(attorneyID), .integer(slot.endAt.milliseconds),
                .integer(slot.startAt.milliseconds), .text(id),
            ]) != nil
    }

    static func insert(_ consultations: [Consultation], in transaction: any Writing) throws {
        try transaction.run(
            """
            INSERT INTO lawfficient_consultations (
                firm_id, id, attorney_id, status, start_at, duration_min, end_at, time_zone, is_paid, amount, outcome,
                is_archived, data, number, lead_id, type, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
            """,
            each: consultations.map {
                values(of: $0) + [
                    .integer($0.number), .text($0.leadID), .text($0.type), .integer($0.createdAt.milliseconds),
                ]
            })
    }

    static func update(_ consultation: Consultation, in transaction: any Writing) throws {
        try transaction.run(
            """
            UPDATE lawfficient_consultations SET
                attorney_id = $3, status = $4, start_at = $5, duration_min = $6, end_at = $7, time_zone = $8,
                is_paid = $9, amount = $10, outcome = $11, is_archived = $12, data = $13
            WHERE firm_id = $1 AND id = $2
            """, values(of: consultation))
    }

    private static func values(of it: Consultation) -> [SQLValue] {
        [
            Intake.firm, .text(it.id), .text(it.attorneyID), .text(it.status.rawValue),
            .integer(it.slot.startAt.milliseconds), SQLValue(it.slot.durationMinutes),
            .integer(it.slot.endAt.milliseconds), .text(it.timeZone), SQLValue(it.isPaid),
            .text(it.amount.encodedText), SQLValue(it.outcome), SQLValue(it.isArchived), .text(it.data.encodedText),
        ]
    }

    private static func consultation(_ row: Row) -> Consultation {
        Consultation(
            id: row.text(0), number: row.integer(1), leadID: row.text(2), attorneyID: row.text(3), type: row.text(4),
            status: Consultation.Status(rawValue: row.text(5)) ?? .scheduled,
            slot: Slot(startAt: Instant(milliseconds: row.integer(6)), durationMinutes: row.int(7)),
            timeZone: row.text(8), isPaid: row.flag(9), amount: StoredJSON.value(row.text(10)),
            outcome: row.optionalText(11), isArchived: row.flag(12),
            createdAt: Instant(milliseconds: row.integer(13)), data: StoredJSON.value(row.text(14)))
    }
}
