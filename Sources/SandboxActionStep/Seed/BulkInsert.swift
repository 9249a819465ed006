import SandboxKit
import Storage

/// Writes many rows of a resource with few statements: what one costs beside its rows is then paid once for many.
struct BulkInsert: Sendable {
    /// Far below what the engines bind in one statement, and beyond this it gets no faster.
    static let valuesInStatement = 1_000

    private struct Statement {
        let rows: Int
        let many: String
        let one: String
    }

    private let statements: [String: Statement]

    init(_ resources: [Resource] = Catalogue.all) {
        statements = Dictionary(
            uniqueKeysWithValues: resources.map { resource in
                let rows = max(Self.valuesInStatement / resource.columns.count, 1)
                return (
                    resource.name,
                    Statement(rows: rows, many: Self.sql(resource, rows: rows), one: Self.sql(resource, rows: 1))
                )
            })
    }

    /// One statement and what is bound in it.
    struct Step: Sendable {
        let sql: String
        let values: [SQLValue]
    }

    /// Rows of one resource keep their order.
    func steps(_ records: [Record]) -> [Step] {
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
        return "INSERT INTO \(resource.table) (firm_id, \(WorldTables.columns(resource))) VALUES "
            + tuples.joined(separator: ", ")
    }
}
