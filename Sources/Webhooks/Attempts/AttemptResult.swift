package import Matters

/// How one attempt at a delivery ended.
package enum AttemptResult: Sendable, Equatable {
    case answered(status: Int)
    case failed(NetworkFailure)

    /// As it is stored and shown: `status 404`, `timedOut`.
    package var name: String {
        switch self {
        case .answered(let status): "status \(status)"
        case .failed(let failure): failure.rawValue
        }
    }

    /// Any 2xx. A redirect is a failure and is never followed: it would lead past the address that was checked.
    var isSuccessStatus: Bool {
        guard case .answered(let status) = self else { return false }
        return (200...299).contains(status)
    }
}
