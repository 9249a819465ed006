/// What follows for a delivery after an attempt.
package enum RetryDecision: Sendable, Equatable {
    case delivered
    case retry(after: Duration)
    case abandoned

    package var isFinal: Bool { if case .retry = self { false } else { true } }
}
