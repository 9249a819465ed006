import GRDB
import Storage

extension StoreError {
    init(_ error: DatabaseError) {
        let message = error.message ?? "SQLite code \(error.resultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_CONSTRAINT where Self.isUnique(error): self = .duplicate(message)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
        case .SQLITE_INTERRUPT, .SQLITE_ABORT: self = .cancelled
        case .SQLITE_MISUSE where message == "Connection is closed": self = .closed
        case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_CORRUPT, .SQLITE_NOTADB,
            .SQLITE_NOMEM:
            self = .unavailable(message)
        default: self = .refused(message)
        }
    }

    private static func isUnique(_ error: DatabaseError) -> Bool {
        switch error.extendedResultCode {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID: true
        default: false
        }
    }

    /// The `StoreError` for an error of the engine; errors of the body are returned unchanged.
    static func mapping(_ error: any Error) -> any Error {
        switch error {
        case let error as DatabaseError: StoreError(error)
        case is CancellationError: StoreError.cancelled
        default: error
        }
    }
}
