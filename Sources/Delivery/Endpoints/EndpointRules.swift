package import Egress

/// The rules of the place where endpoints are created.
package struct EndpointRules: Sendable {
    /// Nil where any network may be called, as in the sandbox.
    package var policy: NetworkPolicy?
    package var allowsPlainHTTP: Bool
    package var randomBytes: @Sendable (Int) -> [UInt8]

    package init(
        policy: NetworkPolicy?, allowsPlainHTTP: Bool, randomBytes: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.policy = policy
        self.allowsPlainHTTP = allowsPlainHTTP
        self.randomBytes = randomBytes
    }
}
