import Matters

/// What becomes of one delivery after an attempt.
package enum Fate: Sendable, Equatable {
    case delivered
    case retry(after: Duration)
    /// The last attempt has failed.
    case abandoned
}
