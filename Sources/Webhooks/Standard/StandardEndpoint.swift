/// An endpoint as a party or the firm writes it.
package struct StandardEndpoint: Sendable, Equatable {
    package static let urlCharactersMax = 2_048

    package var url: String
    package var events: EventSelection
    /// Nil when one is to be generated.
    package var secret: StandardSecret?

    /// - Parameter allowsPlainHTTP: only where private networks were allowed by name.
    /// - Throws: `SubscriptionFault` that names the member and what to write there.
    package init(_ request: JSONValue, allowsPlainHTTP: Bool = false) throws(SubscriptionFault) {
        let rule = EndpointURLRule(
            schemes: allowsPlainHTTP ? [.https, .http] : [.https], charactersMax: Self.urlCharactersMax)
        url = try rule.read(request["url"], field: "url")
        events = try EventSelection.read(
            request["events"], field: "events", known: StandardEvent.allCases.map(\.rawValue))
        secret = try Self.secret(request["secret"] ?? .null)
    }

    private static func secret(_ value: JSONValue) throws(SubscriptionFault) -> StandardSecret? {
        value.isNull ? nil : try StandardSecret(value.string ?? "")
    }
}
