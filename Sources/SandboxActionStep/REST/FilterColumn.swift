import Matters
import Records
import SandboxKit
import Storage

/// A column that can be compared, and how the text of a query string becomes its value.
struct FilterColumn {
    enum Use: String { case filter = "filtered", sort = "sorted" }
    private enum Kind { case text, number, decimal, flag, moment, date, list }
    private let name: String
    private let column: String
    private let kind: Kind

    /// - Parameter use: what it is wanted for, in the words of a refusal.
    init(_ name: String, of resource: Resource, to use: Use = .filter) throws {
        self.name = name
        if name == "id" {
            (column, kind) = ("id", resource.id == .number ? .number : .text)
        } else if let field = resource.field(name), field.isStored {
            (column, kind) = (WorldTables.quoted(field.column), Self.kind(of: field))
        } else if let link = resource.link(name), link.isStored {
            (column, kind) = (link.column, Self.kind(of: link))
        } else {
            throw RequestFailure.badRequest("\(resource.name) cannot be \(use.rawValue) by \(name)")
        }
    }

    /// The column to sort by.
    var sortColumn: String { column }

    func clause(_ test: Filter.Test, in conditions: inout Conditions) throws -> String {
        switch test {
        case .isLike(let pieces): return like(pieces, in: &conditions)
        case .isOneOf(let texts) where kind == .list:
            return "(" + texts.map { holds($0, in: &conditions) }.joined(separator: " OR ") + ")"
        case .isNoneOf(let texts) where kind == .list:
            let none = texts.map { "NOT " + holds($0, in: &conditions) }.joined(separator: " AND ")
            return "(\(column) IS NULL OR (\(none)))"
        case .isOneOf(let texts): return "\(column) IN (\(try list(texts, in: &conditions)))"
        case .isNoneOf(let texts):
            return "(\(column) IS NULL OR \(column) NOT IN (\(try list(texts, in: &conditions))))"
        case .compares(let sign, let text): return "\(column) \(sign) \(conditions.bind(try value(text)))"
        }
    }

    /// Of a column that holds many ids.
    private func holds(_ id: String, in conditions: inout Conditions) -> String {
        "(',' || \(column) || ',') LIKE \(conditions.bind(.text("%," + escaped(id) + ",%"))) ESCAPE '\\'"
    }

    private func list(_ texts: [String], in conditions: inout Conditions) throws -> String {
        // The whole of a comma list means something among texts only.
        let parts = kind == .text || texts.count < 2 ? texts : texts.filter { !$0.contains(",") }
        guard parts.count <= RESTLimits.listedIDsMax else { throw RequestFailure.badRequest("\(name) lists too many") }
        return SQLList.filled(try parts.map(value)).map { conditions.bind($0) }.joined(separator: ", ")
    }

    private func like(_ pieces: [String], in conditions: inout Conditions) -> String {
        let pattern = pieces.map(escaped).joined(separator: "%")
        return "lower(CAST(\(column) AS TEXT)) LIKE lower(\(conditions.bind(.text(pattern)))) ESCAPE '\\'"
    }

    private func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
    }

    private func value(_ text: String) throws -> SQLValue {
        let value: SQLValue? =
            switch kind {
            case .text, .list: .text(text)
            case .number: Int64(text).map(SQLValue.integer)
            case .decimal: FixedPoint(text)?.stored
            case .date: CalendarDate(text).map { .text($0.text) }
            case .flag: ["T": 1, "F": 0][text]
            case .moment: Self.moment(text).map { .integer($0.milliseconds) }
            }
        guard let value else { throw RequestFailure.badRequest("\(name) cannot be compared with “\(text)”") }
        return value
    }

    /// Without an offset a moment counts as UTC, however the replies show it.
    private static func moment(_ text: String) -> Instant? {
        if let day = CalendarDate(text) { return .seconds(day.daysSinceEpoch * 86_400) }
        // A `+` that was not escaped in the query string has become a space.
        return Instant(iso8601: text.replacing(" ", with: "+"), zoneless: .utc)
            ?? Instant(iso8601: text, zoneless: .utc)
    }

    private static func kind(of field: Field) -> Kind {
        switch field.kind {
        case .text, .choice, .fixed: .text
        case .number: .number
        case .decimal: .decimal
        case .flag: .flag
        case .date: .date
        case .timestamp, .day: .moment
        }
    }

    private static func kind(of link: Link) -> Kind {
        switch link.kind {
        case .number: .number
        case .text, .absent: .text
        case .list: .list
        }
    }
}
