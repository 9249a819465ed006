package import Storage
import Synchronization

/// The engine for more than one machine's worth of work: a PostgreSQL server, spoken to through libpq.
///
/// A write is one transaction under READ COMMITTED; writers that must not overlap take turns by name
/// (`Writing.takeAdvisoryLock`). A read is one snapshot. A transaction that lost against another one is run again. Bells go
/// out by NOTIFY after the commit, from a connection of their own, so that no commit waits for them.
package final class PostgresStore: Store {
    private let pool: PostgresPool
    private let bells: Bells
    private let wire: PostgresBellWire
    private let now: @Sendable () -> Int64
    package let engineDescription: String

    /// A transaction that loses this often has met something else than bad luck.
    static let runsMax = 8
    /// The first may have lain idle while the server was restarted.
    static let connectionsLostMax = 2

    /// Connects, and begins to listen.
    /// - Parameters:
    ///   - ownership: a server says that it is there, so that others leave its leases alone.
    ///   - clock: for pauses between attempts to reach the server.
    ///   - now: milliseconds since the epoch, for the migration log.
    package init(
        _ settings: PostgresSettings, ownership: StoreOwnership, limits: PostgresLimits = PostgresLimits(),
        clock: any Clock<Duration>, now: @escaping @Sendable () -> Int64
    ) async throws {
        pool = PostgresPool(settings, limits: limits, clock: clock)
        bells = Bells()
        self.now = now
        do {
            engineDescription = try await pool.withConnection { try await $0.run(Self.describe) }
            wire = try await PostgresBellWire.open(settings, ownership: ownership, bells: bells)
        } catch { throw StoreError.named(error) }
    }

    package var isOnlyServer: Bool { wire.isOnlyServer }

    private static func describe(_ connection: PostgresConnection) throws -> String {
        let sql =
            "SELECT current_setting('server_version'), current_setting('fsync'), current_setting('synchronous_commit')"
        let row = try connection.query(sql, []).rows[0]
        guard connection.serverVersion >= 150_000 else {
            throw StoreError.unavailable("PostgreSQL \(row.text(0)) is older than 15")
        }
        guard row.text(1) == "on" else {
            throw StoreError.unavailable("the server runs with fsync=off, so that a commit can be lost with the power")
        }
        return "PostgreSQL \(row.text(0).prefix { $0 != " " }), fsync=on, synchronous_commit=\(row.text(2))"
    }

    package func read<Result: Sendable>(
        _ body: @Sendable @escaping (any Reading) throws -> Result
    ) async throws -> Result {
        try await transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", ending: "ROLLBACK") { try body($0) }
    }

    package func write<Result: Sendable>(
        _ body: @Sendable @escaping (any Writing) throws -> Result
    ) async throws -> Result {
        let (result, rung) = try await transaction("BEGIN", ending: "COMMIT") { transaction in
            (try body(transaction), transaction.rung)
        }
        bells.ring(rung)
        wire.send(rung)
        return result
    }

    package func listen(to channel: Channel) -> AsyncStream<Void> { bells.listen(to: channel) }

    /// Two servers that start at the same time migrate one after the other; a long migration is not cut short.
    package func migrate(_ set: MigrationSet) async throws {
        let moment = now()
        try await write { transaction in
            _ = try transaction.rows("SELECT set_config('statement_timeout', '0', true)")
            try transaction.takeAdvisoryLock("migrations")
            try set.apply(in: transaction, at: moment)
        }
    }

    package func close() async {
        await wire.close()
        bells.finish()
        pool.close()
    }

    private func transaction<Result: Sendable>(
        _ begin: String, ending: String, _ body: @Sendable @escaping (PostgresTransaction) throws -> Result
    ) async throws -> Result {
        var (runs, connectionsLost) = (0, 0)
        while true {
            runs += 1
            do { return try await attempt(begin, ending, body) } catch let failure as PostgresFailure {
                if failure.isOfConnection {
                    connectionsLost += 1
                    pool.forgetIdle()
                }
                let isWorthIt = failure.isWorthAnotherRun || failure.isOfConnection
                guard isWorthIt, runs < Self.runsMax, connectionsLost < Self.connectionsLostMax else {
                    throw failure.storeError
                }
            } catch { throw StoreError.named(error) }
        }
    }

    private func attempt<Result: Sendable>(
        _ begin: String, _ ending: String, _ body: @Sendable @escaping (PostgresTransaction) throws -> Result
    ) async throws -> Result {
        let flag = CancellationFlag()
        return try await withTaskCancellationHandler {
            try await pool.withConnection { connection in
                try await connection.run { connection in
                    try connection.inTransaction(begin, ending, unless: flag, body)
                }
            }
        } onCancel: {
            flag.raise()
        }
    }
}

/// Tells the connection's queue that nobody waits for the transaction any more.
final class CancellationFlag: Sendable {
    private let isRaised = Atomic(false)
    func raise() { isRaised.store(true, ordering: .releasing) }
    var value: Bool { isRaised.load(ordering: .acquiring) }
}

extension PostgresConnection {
    fileprivate func inTransaction<Result>(
        _ begin: String, _ ending: String, unless flag: CancellationFlag,
        _ body: (PostgresTransaction) throws -> Result
    ) throws -> Result {
        // A connection that lay idle while the server was restarted is found out here, before anything was done.
        try execute(begin)
        do {
            let result = try body(PostgresTransaction(self) { flag.value })
            guard !flag.value else { throw StoreError.cancelled }
            // The server answers the COMMIT of such a transaction with success, and rolls it back.
            guard !isAborted else { throw StoreError.refused("a statement failed, and the transaction went on") }
            try end(ending)
            return result
        } catch {
            if !isIdle { try? execute("ROLLBACK") }
            throw error
        }
    }

    /// A commit whose answer was lost is never run again by itself: what it did might be done twice.
    private func end(_ ending: String) throws {
        do { try execute(ending) } catch let failure as PostgresFailure where failure.isOfConnection {
            throw StoreError.undecided
        }
    }
}
