/// An endpoint as the firm writes it on the settings page; the API of Lawfficient has no resource for it.
package struct LawfficientEndpoint: Sendable, Equatable {
    package static let urlCharactersMax = 2_048

    package var url: String
    package var events: EventSelection

    /// - Throws: `SubscriptionFault` that names the member and what to write there.
    package init(_ request: JSONValue) throws(SubscriptionFault) {
        let rule = EndpointURLRule(schemes: [.https, .http], charactersMax: Self.urlCharactersMax)
        url = try rule.read(request["url"], field: "url")
        events = try EventSelection.read(
            request["events"], field: "events", known: LawfficientEvent.allCases.map(\.rawValue))
    }
}
