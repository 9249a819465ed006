import Matters
import Records
import SandboxKit
import Storage

/// A column that can be compared, and the conversion of query text to its value.
struct FilterColumn {
    enum Use: String { case filter = "filtered", sort = "sorted" }
    private let name: String
    let column: String
    private let kind: MemberKind

    /// - Parameter use: its use, for the error message.
    init(_ name: String, of resource: Resource, to use: Use = .filter) throws {
        self.name = name
        if name == "id" {
            column = "id"
            kind = resource.id == .number ? .number : .text
        } else if let member = resource.member(name), member.isStored {
            column = ActionStepTables.quoted(member.column)
            kind = if case .choice = member.kind { .text } else { member.kind }
        } else {
            throw RequestFailure.badRequest("\(resource.name) cannot be \(use.rawValue) by \(name)")
        }
    }

    func clause(_ test: ListFilter.Test, in conditions: inout Conditions) throws -> String {
        switch test {
        case .isLike(let pieces): return like(pieces, in: &conditions)
        case .isOneOf(let texts) where kind == .ids:
            return "(" + texts.map { holds($0, in: &conditions) }.joined(separator: " OR ") + ")"
        case .isNoneOf(let texts) where kind == .ids:
            let none = texts.map { "NOT " + holds($0, in: &conditions) }.joined(separator: " AND ")
            return "(\(column) IS NULL OR (\(none)))"
        case .isOneOf(let texts): return "\(column) IN (\(try list(texts, in: &conditions)))"
        case .isNoneOf(let texts):
            return "(\(column) IS NULL OR \(column) NOT IN (\(try list(texts, in: &conditions))))"
        case .compares(let sign, let text): return "\(column) \(sign) \(conditions.bind(try value(text)))"
        }
    }

    /// For a column that holds several ids.
    private func holds(_ id: String, in conditions: inout Conditions) -> String {
        "(',' || \(column) || ',') LIKE \(conditions.bind(.text("%," + Conditions.escaped(id) + ",%"))) ESCAPE '\\'"
    }

    private func list(_ texts: [String], in conditions: inout Conditions) throws -> String {
        // Only a text can match a comma-separated value as a whole.
        let parts = kind == .text || texts.count < 2 ? texts : texts.filter { !$0.contains(",") }
        guard parts.count <= RESTLimits.listedIDsMax else { throw RequestFailure.badRequest("\(name) lists too many") }
        return SQLList.filled(try parts.map(value)).map { conditions.bind($0) }.joined(separator: ", ")
    }

    private func like(_ pieces: [String], in conditions: inout Conditions) -> String {
        let pattern = pieces.map(Conditions.escaped).joined(separator: "%")
        return "lower(CAST(\(column) AS TEXT)) LIKE lower(\(conditions.bind(.text(pattern)))) ESCAPE '\\'"
    }

    private func value(_ text: String) throws -> SQLValue {
        let value: SQLValue? =
            switch kind {
            case .text, .choice, .ids, .fixed: .text(text)
            case .number: Int64(text).map(SQLValue.integer)
            case .decimal: FixedPoint(text)?.stored
            case .date: CalendarDate(text).map { .text($0.text) }
            case .flag: ["T": 1, "F": 0][text]
            case .timestamp, .day: Self.moment(text).map { .integer($0.milliseconds) }
            }
        guard let value else { throw RequestFailure.badRequest("\(name) cannot be compared with “\(text)”") }
        return value
    }

    /// A timestamp without an offset is UTC, although replies show the firm's offset.
    private static func moment(_ text: String) -> Instant? {
        if let day = CalendarDate(text) { return .seconds(day.daysSinceEpoch * 86_400) }
        // A `+` that was not escaped in the query string has become a space.
        return Instant(iso8601: text.replacing(" ", with: "+"), zoneless: .utc)
            ?? Instant(iso8601: text, zoneless: .utc)
    }
}
