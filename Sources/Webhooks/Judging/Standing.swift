package import Matters

/// What is remembered of a subscription between attempts, so that its contract can decide whether it goes on.
package struct Standing: Sendable, Equatable {
    /// Of the first failure after the last success; nil while the endpoint takes what it is given.
    package var failingSince: Instant?
    /// When deliveries were given up, as far back as the contract looks.
    package var abandonedAt: [Instant]

    package init(failingSince: Instant? = nil, abandonedAt: [Instant] = []) {
        (self.failingSince, self.abandonedAt) = (failingSince, abandonedAt)
    }
}

/// Why a subscription is off.
package enum SwitchOff: String, Sendable, CaseIterable {
    /// ActionStep: an answer that is not 200, or nobody there for all of its tries.
    case unexpectedAnswer
    /// LawVu: ten deliveries given up within 24 hours.
    case abandonedTooOften
    /// Standard: the endpoint answered 410.
    case gone
    /// Standard: nothing but failure for five days.
    case failing
    /// A person did it.
    case byHand
}
