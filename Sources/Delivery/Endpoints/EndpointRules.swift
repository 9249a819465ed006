package import Egress
package import Records

/// The rules of the place where endpoints are created.
package struct EndpointRules: Sendable {
    /// Nil where any network may be called, as in the sandbox.
    package var policy: NetworkPolicy?
    package var allowsPlainHTTP: Bool
    package var randomBytes: @Sendable (Int) -> [UInt8]

    package init(policy: NetworkPolicy?, allowsPlainHTTP: Bool, randomBytes: @escaping @Sendable (Int) -> [UInt8]) {
        self.policy = policy
        self.allowsPlainHTTP = allowsPlainHTTP
        self.randomBytes = randomBytes
    }
}

/// A requested endpoint, read by the rules of its contract. Unknown members are ignored.
package struct EndpointRequest: Sendable {
    package var url: String
    package var events: [String]
    /// In clear: it is shown once, and sealed. For LawVu the client state, which is returned in each notice.
    package var secret: String?
    package var options = SubscriptionOptions()

    static let descriptionCharactersMax = 200
}
