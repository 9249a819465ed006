import SandboxKit
import Storage

/// Writes many rows per statement, because the fixed cost of a statement dominates that of its rows.
struct BulkInsert: Sendable {
    /// Far below the engines' limits of bound values; larger statements are not faster.
    static let valuesInStatement = 1_000

    /// By resource: a statement for one row, and one for as many as fit.
    private let statements: [String: (rows: Int, many: String, one: String)]

    init() {
        statements = Dictionary(
            uniqueKeysWithValues: Catalogue.all.map { resource in
                let rows = max(Self.valuesInStatement / resource.columns.count, 1)
                return (resource.name, (rows, Self.sql(resource, rows: rows), Self.sql(resource, rows: 1)))
            })
    }

    /// One statement and its bound values.
    struct Step: Sendable {
        let sql: String
        let values: [SQLValue]
    }

    /// Rows of the same resource keep their order.
    func steps(_ records: [ActionStepRecord]) -> [Step] {
        Dictionary(grouping: records, by: \.resource.name).flatMap { name, records -> [Step] in
            guard let statement = statements[name] else { preconditionFailure("\(name) is not in the catalogue") }
            var (steps, rest) = ([Step](), records[...])
            while !rest.isEmpty {
                let count = rest.count < statement.rows ? 1 : statement.rows
                let values = rest.prefix(count).reduce(into: [SandboxFirm.idValue]) { $0 += $1.values }
                steps.append(Step(sql: count == 1 ? statement.one : statement.many, values: values))
                rest = rest.dropFirst(count)
            }
            return steps
        }
    }

    private static func sql(_ resource: Resource, rows: Int) -> String {
        let width = resource.columns.count
        let tuples = (0..<rows).map { row in
            "($1, " + (0..<width).map { "$\(row * width + $0 + 2)" }.joined(separator: ", ") + ")"
        }
        return "INSERT INTO \(resource.table) (firm_id, \(ActionStepTables.columns(resource))) VALUES "
            + tuples.joined(separator: ", ")
    }
}
