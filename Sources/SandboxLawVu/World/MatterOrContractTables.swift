import Matters
import Records
import SandboxKit
import Storage
import Webhooks

/// The SQL statements for matters, contracts and the values of their custom fields.
enum MatterOrContractTables {
    static let columns = [
        "kind", "id", "display_id", "name", "type_id", "team_id", "owner_id", "manager_id", "is_in_intake",
        "restricted", "urgent", "status", "external_id", "parent_id", "value", "expiry", "executed", "created_at",
        "created_by",
    ]
    static let valueColumns = ["kind", "item_id", "field_id", "place", "text", "number"]

    static func find(_ kind: MatterOrContract.Kind, _ id: Int64, in reading: any Reading) throws -> MatterOrContract? {
        try select(kind, where: "id = $3", [.integer(id)], in: reading).first
    }

    static func find(
        _ kind: MatterOrContract.Kind, externalID: String, in reading: any Reading
    ) throws -> MatterOrContract? {
        try select(kind, where: "d.external_id = $3", [.text(externalID)], in: reading).first
    }

    /// - Parameter condition: its placeholders are numbered from `$3`; the alias of the table is `d`.
    static func select(
        _ kind: MatterOrContract.Kind, where condition: String, _ values: [SQLValue], tail: String = "",
        in reading: any Reading
    ) throws -> [MatterOrContract] {
        let rows = try reading.rows(
            """
            SELECT \(columns.map { "d." + $0 }.joined(separator: ", ")) FROM lawvu_items d
            WHERE d.firm_id = $1 AND d.kind = $2 AND \(condition) \(tail)
            """, [SandboxFirm.idValue, .text(kind.rawValue)] + values)
        let fields = try self.fields(kind, rows.map { $0.values[1] }, in: reading)
        return rows.map { item($0, fields[$0.integer(1)] ?? [:]) }
    }

    static func count(
        _ kind: MatterOrContract.Kind, where condition: String = "1 = 1", _ values: [SQLValue] = [],
        in reading: any Reading
    ) throws -> Int {
        try reading.row(
            "SELECT count(*) FROM lawvu_items d WHERE d.firm_id = $1 AND d.kind = $2 AND \(condition)",
            [SandboxFirm.idValue, .text(kind.rawValue)] + values)?.int(0) ?? 0
    }

    static func insert(_ item: MatterOrContract, in transaction: any Writing) throws {
        try transaction.insert(into: "lawvu_items", columns, [row(of: item)])
        try transaction.insert(into: "lawvu_values", valueColumns, valueRows(of: item))
    }

    static func update(_ item: MatterOrContract, in transaction: any Writing) throws {
        let assignments = columns.enumerated().dropFirst(2).map { "\($1) = $\($0 + 2)" }
        try transaction.run(
            """
            UPDATE lawvu_items SET \(assignments.joined(separator: ", "))
            WHERE firm_id = $1 AND kind = $2 AND id = $3
            """, [SandboxFirm.idValue] + row(of: item))
        try transaction.run(
            "DELETE FROM lawvu_values WHERE firm_id = $1 AND kind = $2 AND item_id = $3",
            [SandboxFirm.idValue, .text(item.kind.rawValue), .integer(item.id)])
        try transaction.insert(into: "lawvu_values", valueColumns, valueRows(of: item))
    }

    static func row(of item: MatterOrContract) -> [SQLValue] {
        [
            .text(item.kind.rawValue), .integer(item.id), .text(item.displayID), .text(item.name),
            .integer(item.typeID), SQLValue(item.teamID), SQLValue(item.ownerID), SQLValue(item.managerID),
            SQLValue(item.manager == .intakeQueue), SQLValue(item.restricted), SQLValue(item.urgent),
            .text(item.status), SQLValue(item.externalID), SQLValue(item.parentID),
            item.value?.stored ?? .null, SQLValue(item.expiry?.text), SQLValue(item.executed?.text),
            .integer(item.createdAt.milliseconds), .text(item.createdBy),
        ]
    }

    private static func item(_ row: Row, _ fields: [String: FieldValue]) -> MatterOrContract {
        MatterOrContract(
            kind: MatterOrContract.Kind(rawValue: row.text(0)) ?? .matter, id: row.integer(1), displayID: row.text(2),
            name: row.text(3), typeID: row.integer(4), teamID: row.optionalInteger(5), ownerID: row.optionalText(6),
            manager: row.flag(8) ? .intakeQueue : row.optionalText(7).map { .user($0) } ?? .nobody,
            restricted: row.flag(9), urgent: row.flag(10), status: row.text(11), externalID: row.optionalText(12),
            parentID: row.optionalInteger(13), value: row.optionalInteger(14).map(FixedPoint.init(tenThousandths:)),
            expiry: row.optionalText(15).flatMap { CalendarDate($0) },
            executed: row.optionalText(16).flatMap { CalendarDate($0) }, fields: fields,
            createdAt: Instant(milliseconds: row.integer(17)), createdBy: row.text(18))
    }
}

/// The value of a field is one row; a field with several options has a row for each.
extension MatterOrContractTables {
    static func valueRows(of item: MatterOrContract) -> [[SQLValue]] {
        item.fields.sorted { $0.key < $1.key }.flatMap { name, value in
            stored(value).enumerated().map { place, cells in
                [.text(item.kind.rawValue), .integer(item.id), .text(name), SQLValue(place), cells.text, cells.number]
            }
        }
    }

    private static func stored(_ value: FieldValue) -> [(text: SQLValue, number: SQLValue)] {
        switch value {
        case .decimal(let number): [(.null, number.stored)]
        case .flag(let flag): [(.null, SQLValue(flag))]
        case .text, .date, .option, .options, .user: value.texts.map { (.text($0), .null) }
        }
    }

    private static func fields(
        _ kind: MatterOrContract.Kind, _ ids: [SQLValue], in reading: any Reading
    ) throws -> [Int64: [String: FieldValue]] {
        guard !ids.isEmpty else { return [:] }
        let filled = SQLList.filled(ids)
        let placeholders = filled.indices.map { "$\($0 + 3)" }.joined(separator: ", ")
        let rows = try reading.rows(
            """
            SELECT item_id, field_id, text, number FROM lawvu_values
            WHERE firm_id = $1 AND kind = $2 AND item_id IN (\(placeholders)) ORDER BY item_id, field_id, place
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
