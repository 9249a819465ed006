package import Storage
import Synchronization

/// The engine for several servers on one database: PostgreSQL through libpq.
///
/// A write is one transaction under READ COMMITTED; writers that must not overlap take an advisory lock
/// (`Writing.takeAdvisoryLock`). A read is one snapshot. A transaction that conflicts with another one is run again.
/// Notifications are sent by NOTIFY after the commit, over their own connection, so that no commit waits for them.
package final class PostgresStore: Store {
    private let pool: PostgresPool
    private let listeners = ChannelListeners()
    private let notifier: PostgresNotifier
    private let now: @Sendable () -> Int64
    package let engineDescription: String

    /// How often one transaction is run; more conflicts than this are not chance.
    static let runsMax = 8
    /// The first lost connection may have been idle during a restart of the server.
    static let connectionsLostMax = 2

    /// Connects and starts to listen for notifications.
    /// - Parameters:
    ///   - ownership: a server registers itself, so that other servers do not free its leases.
    ///   - clock: for pauses between attempts to connect.
    ///   - now: milliseconds since the epoch, for the migration log.
    /// - Throws: `StoreError`.
    package init(
        _ settings: PostgresSettings, ownership: StoreOwnership, limits: PostgresLimits = PostgresLimits(),
        clock: any Clock<Duration>, now: @escaping @Sendable () -> Int64
    ) async throws {
        pool = PostgresPool(settings, limits: limits, clock: clock)
        self.now = now
        do {
            engineDescription = try await pool.withConnection { try await $0.run(Self.describe) }
            notifier = try await PostgresNotifier.open(settings, ownership: ownership, listeners: listeners)
        } catch { throw StoreError.mapping(error) }
    }

    package var isOnlyServer: Bool { notifier.isOnlyServer }

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
        let (result, notified) = try await transaction("BEGIN", ending: "COMMIT") { transaction in
            (try body(transaction), transaction.notified)
        }
        listeners.notify(notified)
        notifier.send(notified)
        return result
    }

    package func listen(to channel: Channel) -> AsyncStream<Void> { listeners.listen(to: channel) }

    /// Servers that start at the same time migrate one after the other; a migration has no statement time-out.
    package func migrate(_ set: MigrationSet) async throws {
        let moment = now()
        try await write { transaction in
            _ = try transaction.rows("SELECT set_config('statement_timeout', '0', true)")
            try transaction.takeAdvisoryLock("migrations")
            try set.apply(in: transaction, at: moment)
        }
    }

    package func close() async {
        await notifier.close()
        listeners.finish()
        pool.close()
    }

    private func transaction<Result: Sendable>(
        _ begin: String, ending: String, _ body: @Sendable @escaping (PostgresTransaction) throws -> Result
    ) async throws -> Result {
        var runs = 0
        var connectionsLost = 0
        while true {
            runs += 1
            do { return try await attempt(begin, ending, body) } catch let failure as PostgresFailure {
                if failure.isConnectionLost {
                    connectionsLost += 1
                    pool.closeIdle()
                }
                guard failure.isRetryable || failure.isConnectionLost, runs < Self.runsMax,
                    connectionsLost < Self.connectionsLostMax
                else { throw failure.storeError }
            } catch { throw StoreError.mapping(error) }
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

/// Tells the connection's queue that the task which waits for the transaction was cancelled.
final class CancellationFlag: Sendable {
    private let isRaised = Atomic(false)
    func raise() { isRaised.store(true, ordering: .releasing) }
    var value: Bool { isRaised.load(ordering: .acquiring) }
}

extension PostgresConnection {
    fileprivate func inTransaction<Result>(
        _ begin: String, _ ending: String, unless flag: CancellationFlag, _ body: (PostgresTransaction) throws -> Result
    ) throws -> Result {
        // A connection that was idle during a restart of the server fails here, before any statement of the body.
        try execute(begin)
        do {
            let result = try body(PostgresTransaction(self) { flag.value })
            guard !flag.value else { throw StoreError.cancelled }
            // The server reports success for the COMMIT of a failed transaction, and rolls it back.
            guard !isAborted else { throw StoreError.refused("a statement failed, and the transaction went on") }
            try end(ending)
            return result
        } catch {
            if !isIdle { try? execute("ROLLBACK") }
            throw error
        }
    }

    /// A commit whose result was lost is not retried here: its writes might be applied twice.
    private func end(_ ending: String) throws {
        do { try execute(ending) } catch let failure as PostgresFailure where failure.isConnectionLost {
            throw StoreError.undecided
        }
    }
}
