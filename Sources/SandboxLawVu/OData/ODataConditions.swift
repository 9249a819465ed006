import Matters
import SandboxKit
import Storage
import Webhooks

/// Translates a filter to an SQL condition. SQL injection: property names come from a table of the sandbox's own, and all
/// literals of the client are bound values.
struct ODataConditions {
    /// `$1` and `$2` are the firm and the kind.
    private static let firstPlaceholder = 3
    let kind: MatterOrContract.Kind
    private(set) var values: [SQLValue] = []

    mutating func bind(_ value: SQLValue) -> String {
        values.append(value)
        return "$\(Self.firstPlaceholder + values.count - 1)"
    }

    /// The variable of `any`, which is a text or the value of an option: the only thing that may be compared inside.
    private struct RangeVariable {
        let name: String
        let column: String

        func isNamed(by path: [String]) -> Bool { [[name], [name, "value"], [name, "description"]].contains(path) }
    }

    mutating func sql(_ filter: ODataFilter) throws(LawVuProblem) -> String { try sql(filter, inside: nil) }

    private mutating func sql(_ filter: ODataFilter, inside variable: RangeVariable?) throws(LawVuProblem) -> String {
        switch (filter, variable) {
        case (.any(let parts), _): try joined(parts, " OR ", variable)
        case (.all(let parts), _): try joined(parts, " AND ", variable)
        case (.compares(let path, let sign, .text(let text)), let variable?)
        where variable.isNamed(by: path) && [.eq, .ne].contains(sign):
            Self.comparison(variable.column, sign, bind(.text(text)))
        case (.matches(let function, let path, .text(let text)), let variable?) where variable.isNamed(by: path):
            like(variable.column, function, text)
        case (_, let variable?):
            throw .invalid(
                "$filter",
                "Within any(\(variable.name): …) compare \(variable.name) with 'text' by eq, ne or contains.")
        // In SQL both a comparison with NULL and its negation are unknown; in OData the negation is true.
        case (.not(let part), nil): "(CASE WHEN \(try sql(part)) THEN 0 ELSE 1 END = 1)"
        case (.compares(let path, let sign, let literal), nil): try compare(path, sign, literal)
        case (.matches(let function, let path, let literal), nil): try match(function, path, literal)
        case (.has(let path, let variable, let inner), nil): try has(path, variable, inner)
        }
    }

    private mutating func joined(
        _ parts: [ODataFilter], _ word: String, _ variable: RangeVariable?
    ) throws(LawVuProblem) -> String {
        let texts = try parts.map { part throws(LawVuProblem) in try sql(part, inside: variable) }
        return "(" + texts.joined(separator: word) + ")"
    }

    private mutating func compare(
        _ path: [String], _ sign: ODataFilter.Sign, _ literal: ODataFilter.Literal
    ) throws(LawVuProblem) -> String {
        let property = try ODataProperty(path, of: kind)
        if literal == .null { return try isNull(property.sql, sign, property.name) }
        let isOrdered = ![.text, .flag].contains(property.kind)
        guard sign == .eq || sign == .ne || isOrdered else {
            throw .invalid(property.name, "Operation '\(sign.rawValue)' is not supported for '\(property.name)'")
        }
        return Self.comparison(property.sql, sign, bind(try value(literal, of: property)))
    }

    private func isNull(_ sql: String, _ sign: ODataFilter.Sign, _ name: String) throws(LawVuProblem) -> String {
        switch sign {
        case .eq: return sql + " IS NULL"
        case .ne: return sql + " IS NOT NULL"
        default: throw .invalid(name, "Compare null with eq or ne.")
        }
    }

    private static func comparison(_ sql: String, _ sign: ODataFilter.Sign, _ value: String) -> String {
        switch sign {
        case .eq: "\(sql) = \(value)"
        case .ne: "(\(sql) IS NULL OR \(sql) <> \(value))"
        case .gt: "\(sql) > \(value)"
        case .ge: "\(sql) >= \(value)"
        case .lt: "\(sql) < \(value)"
        case .le: "\(sql) <= \(value)"
        }
    }

    private mutating func match(
        _ function: ODataFilter.Function, _ path: [String], _ literal: ODataFilter.Literal
    ) throws(LawVuProblem) -> String {
        let property = try ODataProperty(path, of: kind)
        guard property.kind == .text, case .text(let text) = literal else {
            throw .invalid(property.name, "\(function.rawValue) takes a text property and 'text'.")
        }
        return like(property.sql, function, text)
    }

    private mutating func like(_ sql: String, _ function: ODataFilter.Function, _ text: String) -> String {
        let plain = text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
        let pattern =
            switch function {
            case .contains: "%" + plain + "%"
            case .startswith: plain + "%"
            case .endswith: "%" + plain
            }
        return "lower(\(sql)) LIKE lower(\(bind(.text(pattern)))) ESCAPE '\\'"
    }

    private mutating func has(_ path: [String], _ variable: String, _ inner: ODataFilter) throws(LawVuProblem) -> String
    {
        let collection = try ODataCollection(path)
        let condition = try sql(inner, inside: RangeVariable(name: variable, column: collection.column))
        return "EXISTS (SELECT 1 FROM \(collection.from) AND \(condition))"
    }

    private func value(_ literal: ODataFilter.Literal, of property: ODataProperty) throws(LawVuProblem) -> SQLValue {
        let converted: SQLValue? =
            switch (property.kind, literal) {
            case (.text, .text(let text)), (.text, .bare(let text)): .text(text)
            case (.flag, .flag(let flag)): SQLValue(flag)
            case (.number, .bare(let text)): Int64(text).map { .integer($0) }
            case (.decimal, .bare(let text)): FixedPoint(text)?.stored
            case (.day, .bare(let text)), (.day, .text(let text)): CalendarDate(text.prefix(10)).map { .text($0.text) }
            case (.moment, .bare(let text)), (.moment, .text(let text)):
                Self.moment(text).map { .integer($0.milliseconds) }
            default: nil
            }
        guard let converted else {
            throw .invalid(property.name, "Compare \(property.name) with \(Self.example(property.kind)).")
        }
        return converted
    }

    private static func moment(_ text: String) -> Instant? {
        Instant(iso8601: text, zoneless: .utc) ?? Instant(iso8601: text + "T00:00:00Z")
    }

    private static func example(_ kind: ODataProperty.Kind) -> String {
        switch kind {
        case .text: "'text'"
        case .number: "a whole number"
        case .decimal: "a number such as 24.50"
        case .flag: "true or false"
        case .day: "a day such as 2026-05-31"
        case .moment: "a moment such as 2026-05-31T00:00:00Z"
        }
    }
}
