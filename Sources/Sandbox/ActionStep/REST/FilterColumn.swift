import Matters
import Records
import Storage

/// A column that can be compared, and how the text of a query string becomes its value.
struct FilterColumn {
    private enum Kind { case text, number, decimal, flag, moment, date, list }
    private let name: String
    private let column: String
    private let kind: Kind

    init(_ name: String, of resource: Resource) throws {
        self.name = name
        if name == "id" {
            (column, kind) = ("id", resource.id == .number ? .number : .text)
        } else if let field = resource.field(name), field.isStored {
            (column, kind) = (WorldTables.quoted(field.column), Self.kind(of: field))
        } else if let link = resource.link(name), link.isStored {
            (column, kind) = (link.column, Self.kind(of: link))
        } else {
            throw RESTFailure.badRequest("\(resource.name) cannot be filtered by \(name)")
        }
    }

    /// The column to sort by.
    var sortColumn: String { column }

    func clause(
        _ comparison: Filter.Comparison, _ text: String, in conditions: inout Conditions
    ) throws -> String {
        switch (comparison, kind) {
        case (.like, _): return like(text, in: &conditions)
        case (.equal, .list):
            return "(',' || \(column) || ',') LIKE \(conditions.bind(.text("%," + escaped(text) + ",%"))) ESCAPE '\\'"
        case (.equal, _): return "\(column) IN (\(try list(text, in: &conditions)))"
        case (.notEqual, _):
            return "(\(column) IS NULL OR \(column) NOT IN (\(try list(text, in: &conditions))))"
        default: return "\(column) \(comparison.sqlSign) \(conditions.bind(try value(text)))"
        }
    }

    /// A comma list means any of its parts; a text that itself holds a comma is tried whole as well.
    private func list(_ text: String, in conditions: inout Conditions) throws -> String {
        var parts = text.split(separator: ",").map(String.init)
        if kind == .text, parts.count != 1 { parts.append(text) }
        if parts.isEmpty { parts = [text] }
        guard parts.count <= RESTLimits.listedIDsMax else { throw RESTFailure.badRequest("\(name) lists too many") }
        return SQLList.filled(try parts.map(value)).map { conditions.bind($0) }.joined(separator: ", ")
    }

    private func like(_ text: String, in conditions: inout Conditions) -> String {
        let pattern = escaped(text).replacing("*", with: "%")
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
        guard let value else { throw RESTFailure.badRequest("\(name) cannot be compared with “\(text)”") }
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
