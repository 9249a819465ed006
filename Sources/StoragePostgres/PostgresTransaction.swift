import Storage

/// Statements on one connection, inside a transaction. Lives on the connection's queue only.
final class PostgresTransaction: Writing {
    private let connection: PostgresConnection
    private let isCancelled: @Sendable () -> Bool
    private(set) var rung: Set<Channel> = []
    var dialect: Dialect { .postgres }

    init(_ connection: PostgresConnection, isCancelled: @Sendable @escaping () -> Bool) {
        (self.connection, self.isCancelled) = (connection, isCancelled)
    }

    func rows(_ sql: String, _ values: [SQLValue]) throws -> [Row] { try query(sql, values).rows }
    func run(_ sql: String, _ values: [SQLValue]) throws -> Int { try query(sql, values).changed }

    func run(_ sql: String, each rows: [[SQLValue]]) throws -> Int {
        guard !isCancelled() else { throw StoreError.cancelled }
        return try named { try connection.query(sql, each: rows) }
    }

    /// Held until the transaction ends; the server hands it on in the order of asking.
    func takeAdvisoryLock(_ name: String) throws {
        _ = try query("SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '/' || $1, 0))", [.text(name)])
    }

    func notify(_ channel: Channel) { rung.insert(channel) }

    private func query(_ sql: String, _ values: [SQLValue]) throws -> PostgresResult {
        guard !isCancelled() else { throw StoreError.cancelled }
        return try named { try connection.query(sql, values) }
    }

    /// A body decides by the seam's names; what asks for another run, or for another connection, passes as it is.
    private func named<Result>(_ work: () throws -> Result) throws -> Result {
        do { return try work() } catch let failure as PostgresFailure {
            throw failure.isWorthAnotherRun || failure.isOfConnection ? failure : failure.storeError
        }
    }
}
