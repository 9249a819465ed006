package import Matters

/// What is stored of an endpoint between attempts, so that its contract can decide whether to disable it.
package struct EndpointHealth: Sendable, Equatable {
    /// The first failure after the last success; nil while the endpoint accepts what it is sent.
    package var failingSince: Instant?
    /// When deliveries were abandoned, as far back as the contract counts.
    package var abandonedAt: [Instant]

    package init(failingSince: Instant? = nil, abandonedAt: [Instant] = []) {
        self.failingSince = failingSince
        self.abandonedAt = abandonedAt
    }
}
