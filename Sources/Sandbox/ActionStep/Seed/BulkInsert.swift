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

    /// Rows of one resource keep their order.
    func write(_ records: [Record], in transaction: any Writing) throws {
        for (name, records) in Dictionary(grouping: records, by: \.resource.name) {
            guard let statement = statements[name] else { preconditionFailure("\(name) is not in the catalogue") }
            var rest = records[...]
            while !rest.isEmpty {
                let count = rest.count < statement.rows ? 1 : statement.rows
                var values = [WorldTables.firm]
                for record in rest.prefix(count) { values += record.values }
                try transaction.run(count == 1 ? statement.one : statement.many, values)
                rest = rest.dropFirst(count)
            }
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
