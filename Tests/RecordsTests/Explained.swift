import Storage
import Synchronization

/// Runs statements as they are, and gathers on the way which tables the engine would read from end to end.
final class Explained: Writing {
    private let transaction: any Writing
    /// Indexes of what waits to be done: short, and gone through in order.
    private static let workInHand = ["inbox_waiting", "resends_unfinished"]

    private(set) var scans: [String] = []
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

    func takeAdvisoryLock(_ name: String) throws { try transaction.takeAdvisoryLock(name) }
    func notify(_ channel: Channel) { transaction.notify(channel) }

    private func explain(_ sql: String, _ values: [SQLValue]) throws {
        let short = sql.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let tables = dialect == .postgres ? try sequentialScans(sql, values) : try walks(sql, values)
        scans += tables.map { "\($0): \(short)" }
    }

    private func sequentialScans(_ sql: String, _ values: [SQLValue]) throws -> [String] {
        try transaction.rows("EXPLAIN " + sql, values).map { $0.text(0) }.compactMap { line in
            line.split(separator: "Seq Scan on ").dropFirst().first.map { String($0.prefix { $0 != " " }) }
        }
    }

    /// Besides whole tables: all rows of the firm, for a firm can be the whole table.
    private func walks(_ sql: String, _ values: [SQLValue]) throws -> [String] {
        try transaction.rows("EXPLAIN QUERY PLAN " + sql, values).map { $0.text(3) }.compactMap { line in
            let words = line.split(separator: " ")
            let isWalk = words.first == "SCAN" || line.hasSuffix("(firm_id=?)")
            guard isWalk, words.count > 1, words[1] != "CONSTANT",
                !Self.workInHand.contains(where: line.contains),
                // What the statement itself gathers on its way is no table.
                !sql.contains("WITH RECURSIVE \(words[1]) ")
            else { return nil }
            return String(words[1])
        }
    }
}
