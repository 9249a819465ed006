import GRDB
package import Storage
import Synchronization

/// The embedded engine: one SQLite file in WAL mode, every commit synced to disk before `write` returns.
///
/// One writer connection, whose transactions run one after another on their own thread, and a few reader connections.
/// GRDB is used as the connection pool only: no records, no observation, no query builder.
package final class SQLiteStore: Store {
    private let pool: DatabasePool
    private let listeners = ChannelListeners()
    private let lock: FileLock?
    private let isClosed = Atomic(false)
    private let now: @Sendable () -> Int64
    package let engineDescription: String

    /// Opens or creates the file.
    /// - Parameters:
    ///   - path: of the database file; its folder exists.
    ///   - ownership: a server takes the file's lock and does not start beside another one.
    ///   - now: milliseconds since the epoch, for the migration log.
    /// - Throws: `StoreError`.
    package init(path: String, ownership: StoreOwnership, now: @escaping @Sendable () -> Int64) throws {
        lock = ownership == .server ? try FileLock(path: path + ".lock") : nil
        do {
            pool = try DatabasePool(path: path, configuration: Self.configuration())
            engineDescription = try pool.writeWithoutTransaction(Self.makeDurable)
        } catch let error as DatabaseError { throw StoreError(error) }
        self.now = now
    }

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 4
        configuration.persistentReadOnlyConnections = true
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
            try database.execute(sql: "PRAGMA cache_size = -4096")
        }
        return configuration
    }

    /// GRDB's pool sets `synchronous=NORMAL` when it opens, under which a power cut can lose an acknowledged commit. So
    /// FULL is set last and read back, and the store does not open without it.
    private static func makeDurable(_ database: Database) throws -> String {
        try database.execute(sql: "PRAGMA synchronous = FULL")
        let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous")
        let journal = try String.fetchOne(database, sql: "PRAGMA journal_mode")
        guard synchronous == 2, journal == "wal" else {
            throw StoreError.unavailable("SQLite did not take synchronous=FULL and WAL (\(journal ?? "none"))")
        }
        let version = try String.fetchOne(database, sql: "SELECT sqlite_version()") ?? "?"
        return "SQLite \(version), WAL, synchronous=FULL"
    }

    package func read<Result: Sendable>(
        _ body: @Sendable @escaping (any Reading) throws -> Result
    ) async throws -> Result {
        guard !isClosed.load(ordering: .acquiring) else { throw StoreError.closed }
        do {
            return try await pool.read { try body(SQLiteReading(database: $0)) }
        } catch { throw StoreError.mapping(error) }
    }

    package func write<Result: Sendable>(
        _ body: @Sendable @escaping (any Writing) throws -> Result
    ) async throws -> Result {
        guard !isClosed.load(ordering: .acquiring) else { throw StoreError.closed }
        let committed: (result: Result, notified: Set<Channel>)
        do {
            committed = try await pool.writeWithoutTransaction { database in
                var outcome: (result: Result, notified: Set<Channel>)?
                try database.inTransaction(.immediate) {
                    let transaction = SQLiteTransaction(database: database)
                    outcome = (try body(transaction), transaction.notified)
                    return .commit
                }
                guard let outcome else { throw StoreError.refused("the transaction ended without a result") }
                return outcome
            }
        } catch { throw StoreError.mapping(error) }
        listeners.notify(committed.notified)
        return committed.result
    }

    package var isOnlyServer: Bool { lock != nil }

    package func listen(to channel: Channel) -> AsyncStream<Void> { listeners.listen(to: channel) }

    package func migrate(_ set: MigrationSet) async throws {
        let moment = now()
        try await write { try set.apply(in: $0, at: moment) }
    }

    package func watchOtherProcesses(clock: any Clock<Duration>) async {
        await watchOtherProcesses(every: Self.watchInterval, clock: clock)
    }

    private static let watchInterval: Duration = .milliseconds(200)

    /// Notifies all channels when another process has written to the file; returns when the task is cancelled.
    func watchOtherProcesses(every interval: Duration, clock: any Clock<Duration>) async {
        var known = try? await dataVersion()
        while (try? await clock.sleep(for: interval)) != nil {
            guard let version = try? await dataVersion(), version != known else { continue }
            known = version
            listeners.notifyAll()
        }
    }

    /// Changes when any other connection has committed; commits of this connection do not change it.
    private func dataVersion() async throws -> Int? {
        try await pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA data_version") }
    }

    package func close() async {
        isClosed.store(true, ordering: .releasing)
        listeners.finish()
        // Checkpoints the write-ahead log, so that a closed database is one file.
        try? await pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        // Waits for the writer; a connection that is still reading stays open until the process ends.
        try? pool.close()
        lock?.release()
    }
}
