/// A database of any engine.
///
/// SQL is written once, in the subset that SQLite ≥ 3.40 and PostgreSQL ≥ 15 share, with `$1` placeholders; the few
/// real differences are read from `Reading.dialect`. Only the target of an engine imports that engine's library.
///
/// Every call that throws an error of the engine throws it as `StoreError`; what a body throws passes unchanged.
package protocol Store: Sendable {
    /// Runs `body` on one consistent snapshot. The body is synchronous: nothing is awaited while it is held.
    func read<Result: Sendable>(_ body: @Sendable @escaping (any Reading) throws -> Result) async throws -> Result

    /// Runs `body` in one transaction and returns after it is durable; when `body` throws, nothing of it remains.
    ///
    /// The body may be run again after a serialization failure, so it must not have effects outside the transaction.
    /// When the calling task is cancelled before the commit the write is rolled back and `StoreError.cancelled` is
    /// thrown: what must survive cancellation goes through `uncancelled`.
    func write<Result: Sendable>(_ body: @Sendable @escaping (any Writing) throws -> Result) async throws -> Result

    /// Notifications of the commits that named `channel`, in this process or in another one on the same data.
    /// Notifications that nobody has read yet are merged: at most one is buffered.
    func listen(to channel: Channel) -> AsyncStream<Void>

    /// Notifies listeners of what other processes commit; runs until the task is cancelled. An engine whose server
    /// sends notifications by itself only waits.
    func watchOtherProcesses(clock: any Clock<Duration>) async

    /// Brings the schema up to the newest migration of the set; forward only.
    /// - Throws: `StoreError.schemaTooNew` when a newer version has written the data.
    func migrate(_ set: MigrationSet) async throws

    /// Whether no other server uses this data, so that leases left behind by dead processes can be freed at once.
    var isOnlyServer: Bool { get }

    /// The engine, its version and its durability settings, such as `SQLite 3.40.1, WAL, synchronous=FULL`.
    var engineDescription: String { get }

    /// Ends all work and closes files and connections. Calls after it throw `StoreError.closed`.
    func close() async
}

extension Store {
    package func watchOtherProcesses(clock: any Clock<Duration>) async {
        while (try? await clock.sleep(for: .seconds(86_400))) != nil {}
    }
}

/// Reads inside a snapshot or a transaction; valid inside its closure only. Every call throws `StoreError`.
package protocol Reading {
    var dialect: Dialect { get }
    func rows(_ sql: String, _ values: [SQLValue]) throws -> [Row]
}

/// Reads and writes inside a transaction. Every call throws `StoreError`.
package protocol Writing: Reading {
    /// Runs a statement that returns no rows.
    /// - Returns: how many rows it changed.
    @discardableResult
    func run(_ sql: String, _ values: [SQLValue]) throws -> Int

    /// Runs one statement for each row of values, in order; over a network they are pipelined.
    /// - Returns: how many rows were changed in all.
    @discardableResult
    func run(_ sql: String, each rows: [[SQLValue]]) throws -> Int

    /// Waits until no other writer holds the advisory lock of this name, and holds it to the end of the transaction.
    /// For a transaction whose writes depend on its reads; taken before anything is read.
    func takeAdvisoryLock(_ name: String) throws

    /// Notifies the listeners of `channel` once this transaction has committed.
    func notify(_ channel: Channel)
}

extension Reading {
    package func row(_ sql: String, _ values: [SQLValue]) throws -> Row? { try rows(sql, values).first }
    package func rows(_ sql: String) throws -> [Row] { try rows(sql, []) }
}

extension Writing {
    @discardableResult
    package func run(_ sql: String) throws -> Int { try run(sql, []) }
}

/// A notification channel. Its name is declared beside the tables whose changes it announces.
package struct Channel: Sendable, Hashable {
    package let name: String
    package init(_ name: String) { self.name = name }
}

/// How a process opens the data.
package enum StoreOwnership: Sendable {
    /// A server: an embedded engine admits one at a time.
    case server
    /// A command that may run beside a server.
    case command
}

/// The differences between the engines that SQL cannot hide.
package enum Dialect: Sendable {
    case sqlite
    case postgres

    /// Column type of a key that the engine numbers.
    package var identityColumn: String {
        switch self {
        case .sqlite: "INTEGER PRIMARY KEY AUTOINCREMENT"
        case .postgres: "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
        }
    }
    /// Column type of raw bytes.
    package var bytesColumn: String { self == .sqlite ? "BLOB" : "BYTEA" }
    /// The end of a SELECT that picks rows to claim, so that two claimers never wait for each other.
    package var claimClause: String { self == .sqlite ? "" : "FOR UPDATE SKIP LOCKED" }
}

/// Why the store could not do what was asked. A closed set, so that callers can switch over it.
package enum StoreError: Error, Equatable {
    /// A row with this unique key exists already.
    case duplicate(String)
    case cancelled
    case closed
    /// Another writer held a lock longer than the time-out.
    case busy
    /// Disk full, file system read-only, server away, or input and output failed.
    case unavailable(String)
    /// The connection broke during the commit, so the outcome is unknown. Only an idempotent write may be retried.
    case undecided
    /// The statement itself is wrong, or breaks another constraint.
    case refused(String)
    /// The data was written by a newer version of the product.
    case schemaTooNew(set: String, found: Int, known: Int)
}
