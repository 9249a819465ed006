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

    /// Nil when no answer came.
    package var status: Int? { if case .answered(let status) = self { status } else { nil } }

    /// Any 2xx. A redirect is a failure and is never followed: it would lead past the address that was checked.
    var isSuccessStatus: Bool { status.map((200...299).contains) ?? false }
}
