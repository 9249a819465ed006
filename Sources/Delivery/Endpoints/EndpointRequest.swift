package import Records

/// A requested endpoint, read by the rules of its contract. Unknown members are ignored.
package struct EndpointRequest: Sendable {
    package var url: String
    package var events: [String]
    /// In clear: it is shown once, and sealed. For LawVu the client state, which is returned in each notice.
    package var secret: String?
    package var options: SubscriptionOptions

    static let descriptionCharactersMax = 200
}
