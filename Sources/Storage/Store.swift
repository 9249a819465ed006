/// The seam between the product and its database engine.
///
/// SQL is written once, in the subset that SQLite ≥ 3.40 and PostgreSQL ≥ 15 share, with `$1` placeholders; the few
/// real differences stand behind `Reading.dialect`. A driver is the only importer of its library.
package protocol Store: Sendable {
    /// Runs `body` on one consistent snapshot. The body is synchronous: nothing is awaited while it is held.
    func read<Result: Sendable>(_ body: @Sendable @escaping (any Reading) throws -> Result) async throws -> Result

    /// Runs `body` in one transaction and returns after it is durable; when `body` throws, nothing of it remains.
    ///
    /// The body may be run again after a serialization failure, so it must not have effects outside the transaction.
    /// When the calling task is cancelled before the commit the write is rolled back and `StoreError.cancelled` is
    /// thrown: what must survive cancellation goes through `uncancelled`.
    func write<Result: Sendable>(_ body: @Sendable @escaping (any Writing) throws -> Result) async throws -> Result

    /// A bell that rings after each commit that named `channel`, here or in another process on the same data.
    /// Rings are merged while nobody looks: at most one is kept.
    func listen(to channel: Channel) -> AsyncStream<Void>

    /// Brings the schema up to the newest migration of the set; forward only.
    func migrate(_ set: MigrationSet) async throws

    /// Whether no other server works on this data: then what dead processes had leased can be freed at once.
    var isOnlyServer: Bool { get }

    /// What is printed beside every figure, such as `SQLite 3.40.1, WAL, synchronous=FULL`.
    var engineDescription: String { get }

    /// Ends all work and closes the files. Calls after it throw `StoreError.closed`.
    func close() async
}

/// Reading inside a snapshot or a transaction. Not to be kept beyond the closure it was given to.
package protocol Reading {
    var dialect: Dialect { get }
    func rows(_ sql: String, _ values: [SQLValue]) throws -> [Row]
}

/// Writing inside a transaction.
package protocol Writing: Reading {
    /// Runs a statement that gives no rows back; answers how many rows it changed.
    @discardableResult
    func run(_ sql: String, _ values: [SQLValue]) throws -> Int

    /// Runs one statement for each row of values, in order; answers how many rows were changed in all. Over a network
    /// they are on their way together.
    @discardableResult
    func run(_ sql: String, each rows: [[SQLValue]]) throws -> Int

    /// Waits until no other writer holds the turn of this name, and holds it to the end of the transaction: for what
    /// reads first and writes by what it read. Taken before anything is read.
    func takeAdvisoryLock(_ name: String) throws

    /// Rings `channel` once this transaction has committed.
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

/// A named bell. The names live beside the tables whose changes they announce.
package struct Channel: Sendable, Hashable {
    package let name: String
    package init(_ name: String) { self.name = name }
}

/// How a process opens the data.
package enum StoreOwnership: Sendable {
    /// Serves it: on an embedded engine there can be one at a time.
    case server
    /// A command that works beside a server.
    case guest
}

/// The differences between the engines that SQL cannot hide.
package enum Dialect: Sendable {
    case sqlite
    case postgres

    /// Column type of a key that numbers itself.
    package var identityColumn: String {
        switch self {
        case .sqlite: "INTEGER PRIMARY KEY AUTOINCREMENT"
        case .postgres: "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
        }
    }
    /// Column type of raw bytes.
    package var bytesColumn: String { self == .sqlite ? "BLOB" : "BYTEA" }
    /// Ends a SELECT that picks rows to claim, so that two claimers never wait for each other.
    package var claimClause: String { self == .sqlite ? "" : "FOR UPDATE SKIP LOCKED" }
}

/// Why the store could not do what was asked. Closed, so that callers can decide by case.
package enum StoreError: Error, Equatable {
    /// A unique key exists already.
    case duplicate(String)
    case cancelled
    case closed
    /// Another writer held the data longer than the time-out.
    case busy
    /// Disk full, file system read only, input or output failed: nothing can be promised now.
    case unavailable(String)
    /// The connection broke during the commit: what was written stands or does not. Only for whoever can do it twice
    /// without harm is it right to try again.
    case undecided
    /// The statement itself is wrong, or breaks another constraint.
    case refused(String)
    /// The data was written by a newer version of the product.
    case schemaTooNew(set: String, found: Int, known: Int)
}
