/// An endpoint as a party or the firm writes it.
package struct StandardEndpoint: Sendable, Equatable {
    package var url: String
    package var events: EventSelection
    /// Nil when one is to be generated.
    package var secret: StandardSecret?

    /// - Parameter allowsPlainHTTP: only where private networks were allowed by name.
    package init(_ request: JSONValue, allowsPlainHTTP: Bool = false) throws(SubscriptionFault) {
        url = try EndpointURLRule(allowsPlainHTTP: allowsPlainHTTP).read(request["url"], field: "url")
        events = try EventSelection.read(request["events"], known: StandardEvent.self)
        if let secret = request["secret"], !secret.isNull { self.secret = try StandardSecret(secret.string ?? "") }
    }
}
