import Storage
import Synchronization

/// Runs statements as they are, and gathers on the way which tables the server would read from end to end.
final class Explained: Writing {
    private let transaction: any Writing
    private(set) var sequentialScans: [String] = []
    var dialect: Dialect { transaction.dialect }

    init(_ transaction: any Writing) { self.transaction = transaction }

    func rows(_ sql: String, _ values: [SQLValue]) throws -> [Row] {
        try explain(sql, values)
        return try transaction.rows(sql, values)
    }

    func run(_ sql: String, _ values: [SQLValue]) throws -> Int {
        try explain(sql, values)
        return try transaction.run(sql, values)
    }

    func run(_ sql: String, each rows: [[SQLValue]]) throws -> Int {
        if let first = rows.first { try explain(sql, first) }
        return try transaction.run(sql, each: rows)
    }

    func takeTurn(_ name: String) throws { try transaction.takeTurn(name) }
    func notify(_ channel: Channel) { transaction.notify(channel) }

    private func explain(_ sql: String, _ values: [SQLValue]) throws {
        let plan = try transaction.rows("EXPLAIN " + sql, values).map { $0.text(0) }
        sequentialScans += plan.filter { $0.contains("Seq Scan on") }.map { line in
            let table = line.split(separator: "Seq Scan on ").last?.prefix { $0 != " " } ?? ""
            return "\(table): \(sql.split(whereSeparator: \.isWhitespace).joined(separator: " "))"
        }
    }
}
