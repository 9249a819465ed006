/// An endpoint as a party or the firm writes it.
package struct StandardEndpoint: Sendable, Equatable {
    package static let urlCharactersMax = 2_048

    package var url: String
    package var events: EventChoice
    /// Nil when one is to be made.
    package var secret: StandardSecret?

    /// - Parameter allowsPlainHTTP: only where networks of our own were allowed by name.
    package init(_ wish: JSONValue, allowsPlainHTTP: Bool = false) throws(SubscriptionFault) {
        let rule = EndpointURLRule(
            schemes: allowsPlainHTTP ? [.https, .http] : [.https], charactersMax: Self.urlCharactersMax)
        url = try rule.read(wish["url"], field: "url")
        events = try EventChoice.read(wish["events"], field: "events", known: StandardEvent.allCases.map(\.rawValue))
        secret = try Self.secret(wish["secret"] ?? .null)
    }

    private static func secret(_ value: JSONValue) throws(SubscriptionFault) -> StandardSecret? {
        value.isNull ? nil : try StandardSecret(value.string ?? "")
    }
}
