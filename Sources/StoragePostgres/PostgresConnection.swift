import CPostgres
import Dispatch
import Storage

/// One connection to the server. libpq blocks, so every call to it is made on the connection's own queue, one after
/// another; `run` is the only way onto it.
final class PostgresConnection: @unchecked Sendable {
    // Unchecked: everything mutable below is touched on `queue` alone.
    private let queue = DispatchQueue(label: "matterwire.postgres")
    private let handle: OpaquePointer
    private var statements: [StatementKey: String] = [:]
    private var statementsMade = 0

    private struct StatementKey: Hashable {
        let sql: String
        let types: [Oid]
    }

    /// Statements with a list of values have a form for each length; beyond this the server forgets all and starts anew.
    static let statementsMax = 512

    private init(handle: OpaquePointer) { self.handle = handle }
    deinit { PQfinish(handle) }

    /// Blocks until the server answers or the time-out of the connection string is over; never on the caller's thread.
    static func open(_ settings: PostgresSettings) async throws -> PostgresConnection {
        let queue = DispatchQueue(label: "matterwire.postgres.open")
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try openNow(settings) }) }
        }
    }

    /// For threads that may block.
    static func openNow(_ settings: PostgresSettings) throws -> PostgresConnection {
        guard let handle = settings.connect() else {
            throw PostgresFailure(sqlState: nil, message: "out of memory")
        }
        let connection = PostgresConnection(handle: handle)
        guard PQstatus(handle) == CONNECTION_OK else {
            throw PostgresFailure(sqlState: nil, message: String(cString: PQerrorMessage(handle)))
        }
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        try connection.execute(PostgresSettings.session)
        return connection
    }

    /// Runs blocking work on the connection's queue.
    func run<Result: Sendable>(
        _ work: @Sendable @escaping (PostgresConnection) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Swift.Result { try work(self) }) }
        }
    }

    /// Whether it can be used for the next transaction.
    var isIdle: Bool { PQstatus(handle) == CONNECTION_OK && PQtransactionStatus(handle) == PQTRANS_IDLE }
    /// Whether a statement of the transaction has failed, so that the server will take nothing of it.
    var isAborted: Bool { PQtransactionStatus(handle) == PQTRANS_INERROR }
    var socket: Int32 { PQsocket(handle) }
    var serverVersion: Int { Int(PQserverVersion(handle)) }

    /// A statement without parameters and rows.
    func execute(_ sql: String) throws { _ = try PostgresResult(PQexec(handle, sql), of: self) }

    func query(_ sql: String, _ values: [SQLValue]) throws -> PostgresResult {
        let name = try prepared(sql, values.map(\.postgresType))
        let result = PostgresParameters.withPointers(to: values) {
            PQexecPrepared(handle, name, Int32(values.count), $0, $1, $2, 1)
        }
        return try PostgresResult(result, of: self)
    }

    /// Prepared at its first use; a name is never used twice, so that a failed preparation leaves nothing in the way.
    private func prepared(_ sql: String, _ types: [Oid]) throws -> String {
        let key = StatementKey(sql: sql, types: types)
        if let name = statements[key] { return name }
        if statements.count >= Self.statementsMax {
            try execute("DEALLOCATE ALL")
            statements = [:]
        }
        statementsMade += 1
        let name = "s\(statementsMade)"
        _ = try PostgresResult(PQprepare(handle, name, sql, Int32(types.count), types), of: self)
        statements[key] = name
        return name
    }

    var failure: PostgresFailure {
        PostgresFailure(sqlState: nil, message: String(cString: PQerrorMessage(handle)))
    }
}

extension PostgresConnection {
    /// One statement for many rows of values, all on their way before the first answer is read: one round trip to the
    /// server instead of one for each row. Answers how many rows were changed in all.
    func query(_ sql: String, each rows: [[SQLValue]]) throws -> Int {
        var changed = 0
        for start in stride(from: 0, to: rows.count, by: Self.inFlightMax) {
            changed += try pipeline(sql, rows[start..<min(start + Self.inFlightMax, rows.count)])
        }
        return changed
    }

    /// The answers to so many fit into the buffers on the way, so that neither side waits for the other to read.
    static let inFlightMax = 128

    private func pipeline(_ sql: String, _ rows: ArraySlice<[SQLValue]>) throws -> Int {
        let names = try rows.map { try prepared(sql, $0.map(\.postgresType)) }
        guard PQenterPipelineMode(handle) == 1 else { throw failure }
        for (name, values) in zip(names, rows) {
            let isSent = PostgresParameters.withPointers(to: values) {
                PQsendQueryPrepared(handle, name, Int32(values.count), $0, $1, $2, 1)
            }
            guard isSent == 1 else { throw failure }
        }
        guard PQpipelineSync(handle) == 1 else { throw failure }
        return try answers(to: rows.count)
    }

    /// Reads on to the end after a failure: what stands behind it was not run, and the connection is in step again.
    private func answers(to count: Int) throws -> Int {
        var (changed, first) = (0, nil as PostgresFailure?)
        for _ in 0..<count {
            do { changed += try PostgresResult(PQgetResult(handle), of: self).changed } catch let error
                as PostgresFailure
            {
                if first == nil { first = error }
                guard PQstatus(handle) == CONNECTION_OK else { throw error }
            }
            // Each answer ends with an empty one.
            while let rest = PQgetResult(handle) { PQclear(rest) }
        }
        // The answer to the sync itself.
        PQclear(PQgetResult(handle))
        guard PQexitPipelineMode(handle) == 1 else { throw first ?? failure }
        if let first { throw first }
        return changed
    }
}

/// What came over LISTEN.
struct PostgresNotification {
    let payload: String
    /// Whether this connection sent it itself.
    let isOwn: Bool
}

extension PostgresConnection {
    /// Takes in what has arrived.
    func notifications() throws -> [PostgresNotification] {
        guard PQconsumeInput(handle) == 1 else { throw failure }
        var arrived: [PostgresNotification] = []
        while let next = PQnotifies(handle) {
            arrived.append(
                PostgresNotification(
                    payload: String(cString: next.pointee.extra), isOwn: next.pointee.be_pid == PQbackendPID(handle)))
            PQfreemem(next)
        }
        return arrived
    }
}
