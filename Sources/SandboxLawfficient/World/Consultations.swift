import Matters
import Records
import SandboxKit
import Storage
import Webhooks

/// The SQL statements for consultations.
enum Consultations {
    static func find(_ id: String, in reading: any Reading) throws -> Consultation? {
        try select("AND id = $2", [.text(id)], in: reading).first
    }

    /// Newest first.
    static func list(_ filter: RowFilter, limit: Int, in reading: any Reading) throws -> [Consultation] {
        try select("\(filter.sql) ORDER BY number DESC LIMIT \(limit)", filter.values, in: reading)
    }

    /// Upcoming open consultations, the next one first.
    static func upcoming(after now: Instant, limit: Int, in reading: any Reading) throws -> [Consultation] {
        try select(
            "AND start_at >= $2 AND status IN (\(openStates)) ORDER BY start_at LIMIT \(limit)",
            [.integer(now.milliseconds)], in: reading)
    }

    /// - Parameter condition: the SQL after the condition for the firm, with placeholders from `$2`.
    private static func select(
        _ condition: String, _ values: [SQLValue], in reading: any Reading
    ) throws -> [Consultation] {
        try reading.rows(
            """
            SELECT id, number, lead_id, attorney_id, type, status, start_at, duration_min, time_zone, is_paid, amount,
                outcome, is_archived, created_at, data
            FROM lawfficient_consultations WHERE firm_id = $1 \(condition)
            """, [Intake.firm] + values
        ).map(consultation)
    }

    private static let openStates = Consultation.Status.open.map { "'\($0.rawValue)'" }.joined(separator: ", ")

    static func count(in reading: any Reading) throws -> Int {
        try reading.row("SELECT count(*) FROM lawfficient_consultations WHERE firm_id = $1", [Intake.firm])?.int(0) ?? 0
    }

    /// Whether the slot overlaps another open consultation of the attorney. Adjacent slots do not overlap.
    static func isBooked(
        _ slot: Slot, of attorneyID: String, excluding id: String, in reading: any Reading
    ) throws -> Bool {
        try reading.row(
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
        try transaction.insert(
            into: "lawfficient_consultations", ["id"] + changeable + ["number", "lead_id", "type", "created_at"],
            consultations.map {
                [.text($0.id)] + values(of: $0) + [
                    .integer($0.number), .text($0.leadID), .text($0.type), .integer($0.createdAt.milliseconds),
                ]
            })
    }

    static func update(_ consultation: Consultation, in transaction: any Writing) throws {
        try transaction.update("lawfficient_consultations", consultation.id, changeable, values(of: consultation))
    }

    private static let changeable = [
        "attorney_id", "status", "start_at", "duration_min", "end_at", "time_zone", "is_paid", "amount", "outcome",
        "is_archived", "data",
    ]

    /// The values of the changeable columns.
    private static func values(of it: Consultation) -> [SQLValue] {
        [
            .text(it.attorneyID), .text(it.status.rawValue), .integer(it.slot.startAt.milliseconds),
            SQLValue(it.slot.durationMinutes), .integer(it.slot.endAt.milliseconds), .text(it.timeZone),
            SQLValue(it.isPaid), .text(it.amount.encodedText), SQLValue(it.outcome), SQLValue(it.isArchived),
            .text(it.data.encodedText),
        ]
    }

    private static func consultation(_ row: Row) -> Consultation {
        Consultation(
            id: row.text(0), number: row.integer(1), leadID: row.text(2), attorneyID: row.text(3), type: row.text(4),
            status: Consultation.Status(rawValue: row.text(5)) ?? .scheduled,
            slot: Slot(startAt: row.instant(6), durationMinutes: row.int(7)), timeZone: row.text(8),
            isPaid: row.flag(9), amount: row.json(10), outcome: row.optionalText(11), isArchived: row.flag(12),
            createdAt: row.instant(13), data: row.json(14))
    }
}
