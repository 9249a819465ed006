import Matters
import Records
import SandboxKit
import Storage
import Webhooks

/// The statements over matters and contracts and the values in their fields.
enum DossierTables {
    static let columns = [
        "kind", "id", "display_id", "name", "type_id", "team_id", "owner_id", "manager_id", "is_in_intake",
        "restricted", "urgent", "status", "external_id", "parent_id", "value", "expiry", "executed", "created_at",
        "created_by",
    ]
    static let valueColumns = ["kind", "dossier_id", "field_id", "place", "text", "number"]

    static func find(_ kind: Dossier.Kind, _ id: Int64, in reading: any Reading) throws -> Dossier? {
        try select(kind, where: "id = $3", [.integer(id)], in: reading).first
    }

    /// - Parameter condition: its values are numbered from `$3`; the table is called `d` in it.
    static func select(
        _ kind: Dossier.Kind, where condition: String, _ values: [SQLValue], tail: String = "", in reading: any Reading
    ) throws -> [Dossier] {
        let rows = try reading.rows(
            """
            SELECT \(columns.map { "d." + $0 }.joined(separator: ", ")) FROM lawvu_dossiers d
            WHERE d.firm_id = $1 AND d.kind = $2 AND \(condition) \(tail)
            """, [SandboxFirm.idValue, .text(kind.rawValue)] + values)
        let fields = try self.fields(kind, rows.map { $0.values[1] }, in: reading)
        return rows.map { dossier($0, fields[$0.integer(1)] ?? [:]) }
    }

    static func count(
        _ kind: Dossier.Kind, where condition: String = "1 = 1", _ values: [SQLValue] = [], in reading: any Reading
    ) throws -> Int {
        try reading.row(
            "SELECT count(*) FROM lawvu_dossiers d WHERE d.firm_id = $1 AND d.kind = $2 AND \(condition)",
            [SandboxFirm.idValue, .text(kind.rawValue)] + values)?.int(0) ?? 0
    }

    static func insert(_ dossier: Dossier, in transaction: any Writing) throws {
        try transaction.insert(into: "lawvu_dossiers", columns, [row(of: dossier)])
        try transaction.insert(into: "lawvu_values", valueColumns, valueRows(of: dossier))
    }

    static func update(_ dossier: Dossier, in transaction: any Writing) throws {
        let places = columns.enumerated().dropFirst(2).map { "\($1) = $\($0 + 2)" }
        try transaction.run(
            """
            UPDATE lawvu_dossiers SET \(places.joined(separator: ", "))
            WHERE firm_id = $1 AND kind = $2 AND id = $3
            """, [SandboxFirm.idValue] + row(of: dossier))
        try transaction.run(
            "DELETE FROM lawvu_values WHERE firm_id = $1 AND kind = $2 AND dossier_id = $3",
            [SandboxFirm.idValue, .text(dossier.kind.rawValue), .integer(dossier.id)])
        try transaction.insert(into: "lawvu_values", valueColumns, valueRows(of: dossier))
    }

    static func row(of dossier: Dossier) -> [SQLValue] {
        let managerID: String? = if case .user(let id) = dossier.manager { id } else { nil }
        return [
            .text(dossier.kind.rawValue), .integer(dossier.id), .text(dossier.displayID), .text(dossier.name),
            .integer(dossier.typeID), SQLValue(dossier.teamID), SQLValue(dossier.ownerID), SQLValue(managerID),
            SQLValue(dossier.manager == .intake), SQLValue(dossier.restricted), SQLValue(dossier.urgent),
            .text(dossier.status), SQLValue(dossier.externalID), SQLValue(dossier.parentID),
            dossier.value?.stored ?? .null, SQLValue(dossier.expiry?.text), SQLValue(dossier.executed?.text),
            .integer(dossier.createdAt.milliseconds), .text(dossier.createdBy),
        ]
    }

    private static func dossier(_ row: Row, _ fields: [String: FieldValue]) -> Dossier {
        var dossier = Dossier(
            kind: Dossier.Kind(rawValue: row.text(0)) ?? .matter, id: row.integer(1), displayID: row.text(2),
            createdAt: Instant(milliseconds: row.integer(17)), createdBy: row.text(18))
        (dossier.name, dossier.typeID, dossier.teamID) = (row.text(3), row.integer(4), row.optionalInteger(5))
        dossier.ownerID = row.optionalText(6)
        dossier.manager = row.flag(8) ? .intake : row.optionalText(7).map { .user($0) } ?? .nobody
        (dossier.restricted, dossier.urgent, dossier.status) = (row.flag(9), row.flag(10), row.text(11))
        (dossier.externalID, dossier.parentID) = (row.optionalText(12), row.optionalInteger(13))
        dossier.value = row.optionalInteger(14).map(FixedPoint.init(tenThousandths:))
        dossier.expiry = row.optionalText(15).flatMap { CalendarDate($0) }
        dossier.executed = row.optionalText(16).flatMap { CalendarDate($0) }
        dossier.fields = fields
        return dossier
    }
}

/// A value of a field is one row, of a field with many options one for each.
extension DossierTables {
    static func valueRows(of dossier: Dossier) -> [[SQLValue]] {
        dossier.fields.sorted { $0.key < $1.key }.flatMap { name, value in
            stored(value).enumerated().map { place, cells in
                [
                    .text(dossier.kind.rawValue), .integer(dossier.id), .text(name), SQLValue(place), cells.text,
                    cells.number,
                ]
            }
        }
    }

    private static func stored(_ value: FieldValue) -> [(text: SQLValue, number: SQLValue)] {
        switch value {
        case .text(let text), .option(let text), .user(let text): [(.text(text), .null)]
        case .date(let date): [(.text(date.text), .null)]
        case .decimal(let number): [(.null, number.stored)]
        case .flag(let flag): [(.null, SQLValue(flag))]
        case .options(let options): options.map { (.text($0), .null) }
        }
    }

    private static func fields(
        _ kind: Dossier.Kind, _ ids: [SQLValue], in reading: any Reading
    ) throws -> [Int64: [String: FieldValue]] {
        guard !ids.isEmpty else { return [:] }
        let filled = SQLList.filled(ids)
        let marks = filled.indices.map { "$\($0 + 3)" }.joined(separator: ", ")
        let rows = try reading.rows(
            """
            SELECT dossier_id, field_id, text, number FROM lawvu_values
            WHERE firm_id = $1 AND kind = $2 AND dossier_id IN (\(marks)) ORDER BY dossier_id, field_id, place
            """, [SandboxFirm.idValue, .text(kind.rawValue)] + filled)
        return Dictionary(grouping: rows) { $0.integer(0) }.mapValues(values)
    }

    private static func values(_ rows: [Row]) -> [String: FieldValue] {
        Dictionary(grouping: rows) { $0.text(1) }.reduce(into: [:]) { values, entry in
            guard let field = LawVuField.named(entry.key), let row = entry.value.first else { return }
            values[entry.key] = value(field, row, all: entry.value)
        }
    }

    private static func value(_ field: LawVuField, _ row: Row, all rows: [Row]) -> FieldValue? {
        switch field.type {
        case .text: row.optionalText(2).map { .text($0) }
        case .decimal: row.optionalInteger(3).map { .decimal(FixedPoint(tenThousandths: $0)) }
        case .flag: row.optionalInteger(3).map { .flag($0 != 0) }
        case .date: row.optionalText(2).flatMap { CalendarDate($0) }.map { .date($0) }
        case .option: row.optionalText(2).map { .option($0) }
        case .options: .options(rows.compactMap { $0.optionalText(2) })
        case .user: row.optionalText(2).map { .user($0) }
        }
    }
}
