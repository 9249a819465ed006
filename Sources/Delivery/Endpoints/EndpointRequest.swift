package import Egress
package import Records

/// An endpoint as somebody wants it, read by the rules of its contract. Unknown members are passed over.
package struct EndpointRequest: Sendable {
    package var url: String
    package var events: [String]
    /// In clear: to be shown once, and sealed. For LawVu the state that comes back in each notice.
    package var secret: String?
    package var options: SubscriptionOptions

    static let descriptionCharactersMax = 200
}

/// What is known of the place where endpoints are made.
package struct EndpointRules: Sendable {
    /// Nil where whatever a person names may be called, as in a simulation.
    package var policy: NetworkPolicy?
    package var allowsPlainHTTP: Bool
    package var randomBytes: @Sendable (Int) -> [UInt8]

    package init(
        policy: NetworkPolicy?, allowsPlainHTTP: Bool, randomBytes: @escaping @Sendable (Int) -> [UInt8]
    ) {
        (self.policy, self.allowsPlainHTTP, self.randomBytes) = (policy, allowsPlainHTTP, randomBytes)
    }
}
