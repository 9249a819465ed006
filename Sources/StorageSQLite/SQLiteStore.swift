import GRDB
package import Storage
import Synchronization

/// The embedded engine: one SQLite file in WAL mode, every commit synced to disk before `write` returns.
///
/// One writer connection, whose transactions run one after another on a thread of their own, and a few readers beside
/// it. GRDB serves as the pool of connections only: no records, no observation, no query builder.
package final class SQLiteStore: Store {
    private let pool: DatabasePool
    private let bells: Bells
    private let lock: FileLock?
    private let isClosed = Atomic(false)
    private let now: @Sendable () -> Int64
    package let engineDescription: String

    /// Opens or makes the file.
    /// - Parameters:
    ///   - path: of the database file; its folder exists.
    ///   - ownership: a server takes the file's lock and refuses to start beside another one.
    ///   - now: milliseconds since the epoch, for the migration log.
    package init(path: String, ownership: StoreOwnership, now: @escaping @Sendable () -> Int64) throws {
        lock = ownership == .server ? try FileLock(path: path + ".lock") : nil
        do {
            pool = try DatabasePool(path: path, configuration: Self.configuration())
            engineDescription = try pool.writeWithoutTransaction(Self.makeDurable)
        } catch let error as DatabaseError {
            throw StoreError(error)
        }
        bells = Bells()
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

    /// GRDB's pool sets NORMAL after its own preparations, under which a commit that was answered can be lost with
    /// the power. So FULL is set last, read back, and without it nothing starts.
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
        } catch { throw StoreError.named(error) }
    }

    package func write<Result: Sendable>(
        _ body: @Sendable @escaping (any Writing) throws -> Result
    ) async throws -> Result {
        guard !isClosed.load(ordering: .acquiring) else { throw StoreError.closed }
        let committed: (result: Result, rung: Set<Channel>)
        do {
            committed = try await pool.writeWithoutTransaction { database in
                var outcome: (result: Result, rung: Set<Channel>)?
                try database.inTransaction(.immediate) {
                    let transaction = SQLiteTransaction(database: database)
                    outcome = (try body(transaction), transaction.rung)
                    return .commit
                }
                guard let outcome else { throw StoreError.refused("the transaction ended without a result") }
                return outcome
            }
        } catch { throw StoreError.named(error) }
        bells.ring(committed.rung)
        return committed.result
    }

    package var isOnlyServer: Bool { lock != nil }

    package func listen(to channel: Channel) -> AsyncStream<Void> { bells.listen(to: channel) }

    package func migrate(_ set: MigrationSet) async throws {
        let moment = now()
        try await write { try set.apply(in: $0, at: moment) }
    }

    /// Rings every bell when another process has written to the file; returns when the task is cancelled.
    package func watchOtherProcesses(every interval: Duration, clock: some Clock<Duration>) async {
        var known = try? await dataVersion()
        while (try? await clock.sleep(for: interval)) != nil {
            guard let version = try? await dataVersion(), version != known else { continue }
            known = version
            bells.ringAll()
        }
    }

    /// Changes when any other connection has committed; our own commits leave it as it is.
    private func dataVersion() async throws -> Int? {
        try await pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA data_version") }
    }

    package func close() async {
        isClosed.store(true, ordering: .releasing)
        bells.finish()
        // The write-ahead log goes into the file, so that at rest one file holds everything.
        try? await pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        // Waits for the writer; what still reads keeps its connection open and the file is closed with the process.
        try? pool.close()
        lock?.release()
    }
}
