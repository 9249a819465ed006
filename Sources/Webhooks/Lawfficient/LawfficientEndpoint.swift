/// An endpoint as the firm writes it on the settings page; the API of Lawfficient knows nothing of it.
package struct LawfficientEndpoint: Sendable, Equatable {
    package static let urlCharactersMax = 2_048

    package var url: String
    package var events: EventChoice

    /// - Parameter isPrivateAddress: whether this text is an address that is not of the public internet, by the policy
    ///   that also judges what is dialled; nil where any host may be named, as in a simulation.
    package init(
        _ wish: JSONValue, isPrivateAddress: (@Sendable (String) -> Bool)?
    ) throws(SubscriptionFault) {
        let rule = EndpointURLRule(schemes: [.https, .http], charactersMax: Self.urlCharactersMax) { host in
            isPrivateAddress.map { Self.isThisMachine(host) || $0(host) } ?? false
        }
        url = try rule.read(wish["url"], field: "url")
        events = try EventChoice.read(
            wish["events"], field: "events", known: LawfficientEvent.allCases.map(\.rawValue))
    }

    /// With the dot of a full name too, which a resolver takes for the same.
    private static func isThisMachine(_ host: String) -> Bool {
        let name = host.hasSuffix(".") ? host.dropLast() : host[...]
        return name == "localhost" || name.hasSuffix(".localhost")
    }
}
