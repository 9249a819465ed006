import GRDB
import Storage

/// Statements on one connection. `$1` is sent as `?1`: SQLite then numbers parameters as written, not in the order of
/// their first appearance.
struct SQLiteReading: Reading {
    let database: Database
    var dialect: Dialect { .sqlite }

    func rows(_ sql: String, _ values: [SQLValue]) throws -> [Storage.Row] { try database.fetchRows(sql, values) }
}

/// Collects the channels to notify after the commit. Used on the writer's thread only, for one transaction.
final class SQLiteTransaction: Writing {
    private let database: Database
    private(set) var notified: Set<Channel> = []
    var dialect: Dialect { .sqlite }

    init(database: Database) { self.database = database }

    func rows(_ sql: String, _ values: [SQLValue]) throws -> [Storage.Row] { try database.fetchRows(sql, values) }

    func run(_ sql: String, _ values: [SQLValue]) throws -> Int {
        do {
            let statement = try database.prepared(sql, values)
            try statement.execute()
            return database.changesCount
        } catch let error as DatabaseError { throw StoreError(error) }
    }

    func run(_ sql: String, each rows: [[SQLValue]]) throws -> Int {
        try rows.reduce(0) { try $0 + run(sql, $1) }
    }

    /// Nothing to do: there is one writer.
    func takeAdvisoryLock(_ name: String) {}

    func notify(_ channel: Channel) { notified.insert(channel) }
}

extension Database {
    fileprivate func fetchRows(_ sql: String, _ values: [SQLValue]) throws -> [Storage.Row] {
        do {
            let statement = try prepared(sql, values)
            let columns = CInt(statement.columnCount)
            var rows: [Storage.Row] = []
            let cursor = try GRDB.Row.fetchCursor(statement)
            while try cursor.next() != nil {
                rows.append(Storage.Row(values: (0..<columns).map(statement.value)))
            }
            return rows
        } catch let error as DatabaseError { throw StoreError(error) }
    }

    fileprivate func prepared(_ sql: String, _ values: [SQLValue]) throws -> Statement {
        let statement = try cachedStatement(sql: SQLitePlaceholders.numbered(sql))
        try statement.bind(values)
        return statement
    }
}
