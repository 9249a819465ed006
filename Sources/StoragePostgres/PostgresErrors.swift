import CPostgres
import Storage

/// An error of a connection or of the server, before it is mapped to a `StoreError`.
struct PostgresFailure: Error {
    /// The server's SQLSTATE; nil when the connection itself failed.
    let sqlState: String?
    let message: String

    init(sqlState: String?, message: String) {
        self.sqlState = sqlState
        self.message = message.split(separator: "\n").first.map(String.init) ?? message
    }

    /// Whether a concurrent transaction was the cause (serialization failure, deadlock): another run may succeed.
    var isRetryable: Bool { sqlState == "40001" || sqlState == "40P01" }

    /// Whether the connection is broken, or about to be closed by the server.
    var isConnectionLost: Bool {
        guard let sqlState else { return true }
        return sqlState.hasPrefix("08") || sqlState.hasPrefix("57P")
    }

    var storeError: StoreError {
        guard let sqlState else { return .unavailable(message) }
        return switch sqlState {
        case "23505": .duplicate(message)
        // Time-outs on locks, statements and idle transactions, and conflicts with concurrent transactions.
        case "55P03", "57014", "40001", "40P01", "25P03": .busy
        // A standby, or a server in read-only mode.
        case "25006": .unavailable(message)
        case _ where ["08", "53", "57", "58", "XX", "28", "3D"].contains(sqlState.prefix(2)): .unavailable(message)
        default: .refused(message)
        }
    }
}

extension StoreError {
    /// The `StoreError` for an error of the engine; errors of the body are returned unchanged.
    static func mapping(_ error: any Error) -> any Error {
        switch error {
        case let failure as PostgresFailure: failure.storeError
        case is CancellationError: StoreError.cancelled
        default: error
        }
    }
}
