import Storage

/// Statements on one connection, inside a transaction. Used on the connection's queue only.
final class PostgresTransaction: Writing {
    private let connection: PostgresConnection
    private let isCancelled: @Sendable () -> Bool
    private(set) var notified: Set<Channel> = []
    var dialect: Dialect { .postgres }

    init(_ connection: PostgresConnection, isCancelled: @Sendable @escaping () -> Bool) {
        self.connection = connection
        self.isCancelled = isCancelled
    }

    func rows(_ sql: String, _ values: [SQLValue]) throws -> [Row] { try query(sql, values).rows }
    func run(_ sql: String, _ values: [SQLValue]) throws -> Int { try query(sql, values).changed }

    func run(_ sql: String, each rows: [[SQLValue]]) throws -> Int {
        guard !isCancelled() else { throw StoreError.cancelled }
        return try mappingErrors { try connection.query(sql, each: rows) }
    }

    /// Held until the transaction ends; the server grants the lock in the order of the requests.
    func takeAdvisoryLock(_ name: String) throws {
        _ = try query("SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '/' || $1, 0))", [.text(name)])
    }

    func notify(_ channel: Channel) { notified.insert(channel) }

    private func query(_ sql: String, _ values: [SQLValue]) throws -> PostgresResult {
        guard !isCancelled() else { throw StoreError.cancelled }
        return try mappingErrors { try connection.query(sql, values) }
    }

    /// A body sees `StoreError` only; a failure that leads to another run or another connection passes unchanged.
    private func mappingErrors<Result>(_ work: () throws -> Result) throws -> Result {
        do { return try work() } catch let failure as PostgresFailure {
            throw failure.isRetryable || failure.isConnectionLost ? failure : failure.storeError
        }
    }
}
