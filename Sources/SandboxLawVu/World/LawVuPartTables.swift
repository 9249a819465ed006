import Matters
import SandboxKit
import Storage
import Webhooks

/// The SQL statements for status messages, tags and key dates.
enum LawVuPartTables {
    static let messageColumns = ["id", "kind", "item_id", "message", "created_at", "created_by"]
    static let tagColumns = ["id", "kind", "item_id", "description"]
    static let keyDateColumns = ["id", "kind", "item_id", "name", "date", "value"]

    /// Newest first.
    static func messages(
        of item: MatterOrContract, limit: Int, skipping offset: Int = 0, in reading: any Reading
    ) throws -> [StatusMessage] {
        try rows(
            "id, message, created_at, created_by", "lawvu_messages", of: item,
            "ORDER BY created_at DESC, id DESC LIMIT \(limit) OFFSET \(offset)", in: reading
        ).map {
            StatusMessage(
                id: $0.integer(0), message: $0.text(1), createdAt: Instant(milliseconds: $0.integer(2)),
                createdBy: $0.text(3))
        }
    }

    static func messageCount(of item: MatterOrContract, in reading: any Reading) throws -> Int {
        try rows("count(*)", "lawvu_messages", of: item, "", in: reading).first?.int(0) ?? 0
    }

    static func tags(of item: MatterOrContract, in reading: any Reading) throws -> [LawVuTag] {
        try rows("id, description", "lawvu_tags", of: item, "ORDER BY id", in: reading)
            .map { LawVuTag(id: $0.integer(0), description: $0.text(1)) }
    }

    static func keyDates(of item: MatterOrContract, in reading: any Reading) throws -> [KeyDate] {
        try rows("id, name, date, value", "lawvu_key_dates", of: item, "ORDER BY date, id", in: reading)
            .compactMap { row in
                CalendarDate(row.text(2)).map {
                    KeyDate(
                        id: row.integer(0), name: row.text(1), date: $0,
                        value: row.optionalInteger(3).map(FixedPoint.init(tenThousandths:)))
                }
            }
    }

    static func row(of message: StatusMessage, of kind: MatterOrContract.Kind, _ id: Int64) -> [SQLValue] {
        head(message.id, kind, id) + [
            .text(message.message), .integer(message.createdAt.milliseconds), .text(message.createdBy),
        ]
    }

    static func row(of tag: LawVuTag, of kind: MatterOrContract.Kind, _ id: Int64) -> [SQLValue] {
        head(tag.id, kind, id) + [.text(tag.description)]
    }

    static func row(of date: KeyDate, of kind: MatterOrContract.Kind, _ id: Int64) -> [SQLValue] {
        head(date.id, kind, id) + [.text(date.name), .text(date.date.text), date.value?.stored ?? .null]
    }

    static func update(_ date: KeyDate, in transaction: any Writing) throws {
        try transaction.run(
            "UPDATE lawvu_key_dates SET name = $3, date = $4, value = $5 WHERE firm_id = $1 AND id = $2",
            [
                SandboxFirm.idValue, .integer(date.id), .text(date.name), .text(date.date.text),
                date.value?.stored ?? .null,
            ])
    }

    static func delete(_ tag: LawVuTag, in transaction: any Writing) throws {
        try transaction.run(
            "DELETE FROM lawvu_tags WHERE firm_id = $1 AND id = $2", [SandboxFirm.idValue, .integer(tag.id)])
    }

    private static func head(_ id: Int64, _ kind: MatterOrContract.Kind, _ item: Int64) -> [SQLValue] {
        [.integer(id), .text(kind.rawValue), .integer(item)]
    }

    private static func rows(
        _ columns: String, _ table: String, of item: MatterOrContract, _ tail: String, in reading: any Reading
    ) throws -> [Row] {
        try reading.rows(
            "SELECT \(columns) FROM \(table) WHERE firm_id = $1 AND kind = $2 AND item_id = $3 \(tail)",
            [SandboxFirm.idValue, .text(item.kind.rawValue), .integer(item.id)])
    }
}
