import FoundationEssentials
import SandboxKit
import Storage

/// Collects a WHERE clause and its values; `$1` is the firm everywhere.
struct Conditions {
    private(set) var clauses: [String] = []
    private(set) var values: [SQLValue] = []

    var sql: String { clauses.isEmpty ? "1 = 1" : clauses.joined(separator: " AND ") }

    mutating func add(_ clause: String) { clauses.append(clause) }
    /// The placeholder of a value.
    mutating func bind(_ value: SQLValue) -> String {
        values.append(value)
        return "$\(values.count + 1)"
    }
    /// A text inside a LIKE pattern with the escape character `\`.
    static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
    }
}

/// A condition on the rows of a list.
struct ListFilter: Sendable, Equatable {
    enum Test: Sendable, Equatable {
        case isOneOf([String])
        case isNoneOf([String])
        /// An SQL comparison operator and its right-hand value.
        case compares(String, String)
        /// A case-insensitive pattern, without its wildcards.
        case isLike(pieces: [String])
    }
    static let pathPartsMax = 5

    /// The links to follow, then the field.
    let path: [String]
    let test: Test

    /// Whether the condition is on `isDeleted`: deleted rows are then not left out by default.
    var asksForDeleted: Bool { path == ["isDeleted"] }

    func apply(to resource: Resource, in conditions: inout Conditions) throws {
        guard path.count <= Self.pathPartsMax else {
            throw RequestFailure.badRequest("A filter follows at most \(Self.pathPartsMax - 1) relations")
        }
        conditions.add(try clause(path[...], of: resource, in: &conditions))
    }

    private func clause(
        _ path: ArraySlice<String>, of resource: Resource, in conditions: inout Conditions
    ) throws -> String {
        guard let name = path.first else { throw RequestFailure.badRequest("A filter has no field") }
        if path.count == 1 { return try FilterColumn(name, of: resource).clause(test, in: &conditions) }
        guard let link = resource.link(name), link.isStored, let target = Catalogue.resource(link.target) else {
            throw RequestFailure.badRequest("\(resource.name) has no relation \(name) to filter by")
        }
        let inner = try clause(path.dropFirst(), of: target, in: &conditions)
        return "\(link.column) IN (SELECT id FROM \(target.table) WHERE firm_id = $1 AND \(inner))"
    }
}

/// Conditions as query parameters: `modifiedTimestamp_gteq=2026-05-01T00:00:00`,
/// `dataCollection[multipleRecords_eq]=F`, `text_ilike=*PORTAL:*`.
extension ListFilter {
    private static let signs = ["_gteq": ">=", "_gt": ">", "_lteq": "<=", "_lt": "<"]

    init(name: String, text: String) {
        var path = name.split(whereSeparator: { $0 == "[" || $0 == "]" }).map(String.init)
        let (bare, suffix) = Self.parted(path.last ?? "")
        if !path.isEmpty { path[path.count - 1] = bare }
        self.path = path
        test =
            switch suffix {
            case "_ilike": .isLike(pieces: text.components(separatedBy: "*"))
            case "_nteq": .isNoneOf(Self.choices(text))
            case let sign?: Self.signs[sign].map { .compares($0, text) } ?? .isOneOf(Self.choices(text))
            case nil: .isOneOf(Self.choices(text))
            }
    }

    private static func parted(_ name: String) -> (bare: String, suffix: String?) {
        let suffix = (["_ilike", "_nteq", "_eq"] + signs.keys).first { name.hasSuffix($0) }
        return (String(name.dropLast(suffix?.count ?? 0)), suffix)
    }

    /// A comma-separated value matches any of its parts, and a text also as a whole, because texts may hold commas.
    private static func choices(_ text: String) -> [String] {
        let parts = text.split(separator: ",").map(String.init)
        return parts.count == 1 ? parts : parts + [text]
    }
}
