import Matters

/// What becomes of one delivery after an attempt, under the contracts that tell giving up a delivery from switching
/// off its subscription.
package enum Fate: Sendable, Equatable {
    case delivered
    case retry(after: Duration)
    /// The last attempt has failed.
    case abandoned
}

extension AttemptResult {
    /// Any 2xx. A redirect is none, and is never followed: it would lead past the address that was checked.
    var isTaken: Bool {
        guard case .answered(let status) = self else { return false }
        return (200...299).contains(status)
    }
}
