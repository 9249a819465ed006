import CPostgres
import Storage

/// What went wrong on a connection, before it has the seam's name.
struct PostgresFailure: Error {
    /// Five characters of the server; nil when the connection itself failed.
    let sqlState: String?
    let message: String

    init(sqlState: String?, message: String) {
        (self.sqlState, self.message) = (sqlState, message.split(separator: "\n").first.map(String.init) ?? message)
    }

    /// Whether the transaction lost against another one and may well succeed when it is run again.
    var isWorthAnotherRun: Bool { sqlState == "40001" || sqlState == "40P01" }

    /// Whether the connection is of no more use, or will be of none in a moment.
    var isOfConnection: Bool {
        guard let sqlState else { return true }
        return sqlState.hasPrefix("08") || sqlState.hasPrefix("57P")
    }

    /// The seam's name for it.
    var storeError: StoreError {
        guard let sqlState else { return .unavailable(message) }
        return switch sqlState {
        case "23505": .duplicate(message)
        // Waited for too long: for a lock, for the server, for another transaction to end.
        case "55P03", "57014", "40001", "40P01", "25P03": .busy
        // A standby, or a server that was told to take no writes.
        case "25006": .unavailable(message)
        case _ where ["08", "53", "57", "58", "XX", "28", "3D"].contains(sqlState.prefix(2)): .unavailable(message)
        default: .refused(message)
        }
    }
}

extension StoreError {
    /// The seam's name for an error of the engine; errors of the body pass as they are.
    static func named(_ error: any Error) -> any Error {
        switch error {
        case let failure as PostgresFailure: failure.storeError
        case is CancellationError: StoreError.cancelled
        default: error
        }
    }
}
