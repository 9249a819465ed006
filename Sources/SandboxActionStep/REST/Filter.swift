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
}

/// One condition on the rows of a list.
struct Filter: Sendable, Equatable {
    enum Test: Sendable, Equatable {
        case isOneOf([String])
        case isNoneOf([String])
        /// The sign of SQL, and what stands to its right.
        case compares(String, String)
        /// What stands between the wildcards, whatever its case.
        case isLike(pieces: [String])
    }
    static let pathPartsMax = 5

    /// The links to follow, then the field.
    let path: [String]
    let test: Test

    /// Whether it says itself what becomes of deleted rows.
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

/// As conditions stand in a query string: `modifiedTimestamp_gteq=2026-05-01T00:00:00`,
/// `dataCollection[multipleRecords_eq]=F`, `text_ilike=*PORTAL:*`.
extension Filter {
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

    /// A comma list means any of its parts; a text that itself holds a comma is tried whole as well.
    private static func choices(_ text: String) -> [String] {
        let parts = text.split(separator: ",").map(String.init)
        return parts.count == 1 ? parts : parts + [text]
    }
}
