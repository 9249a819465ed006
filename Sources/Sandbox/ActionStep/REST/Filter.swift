import Matters
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

/// One condition of a query string, such as `modifiedTimestamp_gteq=2026-05-01T00:00:00` or
/// `dataCollection[multipleRecords_eq]=F`.
struct Filter: Sendable {
    enum Comparison: String, CaseIterable, Sendable {
        case equal = "_eq", notEqual = "_nteq", greater = "_gt", greaterOrEqual = "_gteq"
        case less = "_lt", lessOrEqual = "_lteq", like = "_ilike"
    }

    /// The links to follow, then the field, its comparison still at its end.
    let path: [String]
    let text: String

    init(name: String, text: String) {
        path = name.split(whereSeparator: { $0 == "[" || $0 == "]" }).map(String.init)
        self.text = text
    }

    /// Whether it says itself what becomes of deleted rows.
    var asksForDeleted: Bool { path.count == 1 && path[0].hasPrefix("isDeleted") }

    func apply(to resource: Resource, in conditions: inout Conditions) throws {
        conditions.add(try clause(path[...], of: resource, in: &conditions))
    }

    private func clause(
        _ path: ArraySlice<String>, of resource: Resource, in conditions: inout Conditions
    ) throws -> String {
        guard let name = path.first else { throw RESTFailure.badRequest("A filter has no field") }
        if path.count == 1 { return try comparison(name, of: resource, in: &conditions) }
        guard let link = resource.link(name), link.isStored, let target = Catalogue.resource(link.target) else {
            throw RESTFailure.badRequest("\(resource.name) has no relation \(name) to filter by")
        }
        let inner = try clause(path.dropFirst(), of: target, in: &conditions)
        return "\(link.column) IN (SELECT id FROM \(target.table) WHERE firm_id = $1 AND \(inner))"
    }

    private func comparison(
        _ name: String, of resource: Resource, in conditions: inout Conditions
    ) throws -> String {
        let found = Comparison.allCases.last { name.hasSuffix($0.rawValue) && !$0.isPartOfName(name, of: resource) }
        let bare = found.map { String(name.dropLast($0.rawValue.count)) } ?? name
        let column = try FilterColumn(bare, of: resource)
        return try column.clause(found ?? .equal, text, in: &conditions)
    }
}

extension Filter.Comparison {
    fileprivate func isPartOfName(_ name: String, of resource: Resource) -> Bool {
        resource.field(name) != nil || resource.link(name) != nil
    }

    var sqlSign: String {
        switch self {
        case .equal: "="
        case .notEqual: "<>"
        case .greater: ">"
        case .greaterOrEqual: ">="
        case .less: "<"
        case .lessOrEqual: "<="
        case .like: "LIKE"
        }
    }
}
