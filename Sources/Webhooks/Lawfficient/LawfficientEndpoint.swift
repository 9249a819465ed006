/// An endpoint as the firm writes it on the settings page; the API of Lawfficient has no resource for it.
package struct LawfficientEndpoint: Sendable, Equatable {
    package static let urlCharactersMax = EndpointURLRule.charactersMax

    package var url: String
    package var events: EventSelection

    package init(_ request: JSONValue) throws(SubscriptionFault) {
        url = try EndpointURLRule(allowsPlainHTTP: true).read(request["url"], field: "url")
        events = try EventSelection.read(request["events"], known: LawfficientEvent.self)
    }
}
