import Glibc
import Matters
import NIOCore
import Storage
import Sync

extension CommandFailure {
    /// A sentence that says what to do about an error; nil for an unknown error.
    init?(explaining error: any Error) {
        switch error {
        case let error as PracticeFailure: self = .couldNotRun(Self.sentence(error))
        case ConnectFailure.wrongKey:
            self = .couldNotRun("the data was sealed under another key; put its matterwire.key beside it again")
        case let error as StoreError: self = .couldNotRun("the database cannot be used (\(error))")
        case let error as IOError where error.errnoCode == EADDRINUSE:
            self = .couldNotRun(
                "a port is taken by another program; give another one with --port, or --sandbox-port for a demo's sandbox"
            )
        case let error as IOError where error.errnoCode == EADDRNOTAVAIL:
            self = .couldNotRun("this machine has no such address; give one of its own with --host")
        case let error as IOError where error.errnoCode == EACCES:
            self = .couldNotRun("this user may not listen on that port; give one above 1023 with --port")
        default: return nil
        }
    }

    private static func sentence(_ failure: PracticeFailure) -> String {
        switch failure {
        case .unauthorized: "the practice system refuses the grant; connect the firm again"
        case .insufficientScope(let resource):
            "the grant does not cover \(resource); connect the firm again with all its scopes"
        case .forbidden: "the grant does not cover what was asked for; connect the firm again with all its scopes"
        default: "the practice system cannot be asked (\(failure.name)); see that it runs and is reached from here"
        }
    }
}
