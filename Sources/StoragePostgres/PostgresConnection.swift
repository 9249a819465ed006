import CPostgres
import Dispatch
import Storage

/// One connection to the server. libpq blocks, so every call to it is made on the connection's own serial queue; `run`
/// is the only way onto it. What fails in libpq or on the server throws `PostgresFailure`.
final class PostgresConnection: @unchecked Sendable {
    // Unchecked: all mutable state below is accessed on `queue` only.
    private let queue = DispatchQueue(label: "matterwire.postgres")
    private let handle: OpaquePointer
    private var statements: [StatementKey: String] = [:]
    private var statementsMade = 0

    private struct StatementKey: Hashable {
        let sql: String
        let types: [Oid]
    }

    /// Statements with a list of values have a text for each length; beyond this number all are deallocated.
    static let statementsMax = 512

    private init(handle: OpaquePointer) { self.handle = handle }
    deinit { PQfinish(handle) }

    /// Connects on another thread.
    static func open(_ settings: PostgresSettings) async throws -> PostgresConnection {
        let queue = DispatchQueue(label: "matterwire.postgres.open")
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try openNow(settings) }) }
        }
    }

    /// Connects; blocks until the server answers or the time-out of the connection string is over.
    static func openNow(_ settings: PostgresSettings) throws -> PostgresConnection {
        guard let handle = settings.connect() else { throw PostgresFailure(sqlState: nil, message: "out of memory") }
        let connection = PostgresConnection(handle: handle)
        guard PQstatus(handle) == CONNECTION_OK else {
            throw PostgresFailure(sqlState: nil, message: String(cString: PQerrorMessage(handle)))
        }
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        try connection.execute(PostgresSettings.session)
        return connection
    }

    func run<Result: Sendable>(
        _ work: @Sendable @escaping (PostgresConnection) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Swift.Result { try work(self) }) }
        }
    }

    /// Whether the connection can be used for the next transaction.
    var isIdle: Bool { PQstatus(handle) == CONNECTION_OK && PQtransactionStatus(handle) == PQTRANS_IDLE }
    /// Whether a statement of the transaction has failed, so that the server will roll it back.
    var isAborted: Bool { PQtransactionStatus(handle) == PQTRANS_INERROR }
    var socket: Int32 { PQsocket(handle) }
    var serverVersion: Int { Int(PQserverVersion(handle)) }

    /// Runs a statement without parameters and rows.
    func execute(_ sql: String) throws { _ = try PostgresResult(PQexec(handle, sql), of: self) }

    func query(_ sql: String, _ values: [SQLValue]) throws -> PostgresResult {
        let name = try prepared(sql, values.map(\.postgresType))
        let result = PostgresParameters.withPointers(to: values) {
            PQexecPrepared(handle, name, Int32(values.count), $0, $1, $2, 1)
        }
        return try PostgresResult(result, of: self)
    }

    /// Prepares a statement at its first use. A name is never reused, so that a failed preparation cannot conflict.
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

    var failure: PostgresFailure { PostgresFailure(sqlState: nil, message: String(cString: PQerrorMessage(handle))) }
}

extension PostgresConnection {
    /// Pipelines one statement for many rows of values: one round trip to the server instead of one for each row.
    /// - Returns: how many rows were changed in all.
    func query(_ sql: String, each rows: [[SQLValue]]) throws -> Int {
        try rows.chunks(ofCount: Self.inFlightMax).reduce(0) { try $0 + pipeline(sql, $1) }
    }

    /// The results of so many statements fit into the socket buffers, so that neither side waits for the other to read.
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
        return try results(of: rows.count)
    }

    /// Reads all results even after a failure, so that the connection can be used again; statements after a failed one
    /// were not run.
    private func results(of count: Int) throws -> Int {
        var changed = 0
        var first: PostgresFailure?
        for _ in 0..<count {
            do {
                changed += try PostgresResult(PQgetResult(handle), of: self).changed
            } catch let error as PostgresFailure {
                if first == nil { first = error }
                guard PQstatus(handle) == CONNECTION_OK else { throw error }
            }
            // Each result ends with an empty one.
            while let rest = PQgetResult(handle) { PQclear(rest) }
        }
        // The result of the sync itself.
        PQclear(PQgetResult(handle))
        guard PQexitPipelineMode(handle) == 1 else { throw first ?? failure }
        if let first { throw first }
        return changed
    }
}

/// A notification received over LISTEN.
struct PostgresNotification {
    let payload: String
    /// Whether this connection sent it itself.
    let isOwn: Bool
}

extension PostgresConnection {
    /// Reads the notifications that have arrived, without blocking.
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
