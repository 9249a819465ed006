package import Matters

/// A subscription as its creator may write it. It belongs to that user, and cannot be changed: only deleted and made
/// again.
package struct LawVuSubscription: Sendable, Equatable {
    package enum Status: String, Sendable {
        case active
        /// Switched off for good; the published name of that state.
        case failed
    }

    package static let urlCharactersMax = 2_048
    package static let clientStateCharactersMax = 128

    package var topics: [LawVuTopic]
    package var url: String
    /// Comes back in each notice; the only thing that proves where it comes from.
    package var clientState: String?

    /// One that has been taken.
    package init(topics: [LawVuTopic], url: String, clientState: String?) {
        (self.topics, self.url, self.clientState) = (topics, url, clientState)
    }

    /// - Parameter allowsPlainHTTP: for a simulation, whose receivers stand on the same machine.
    package init(_ wish: JSONValue, allowsPlainHTTP: Bool = false) throws(SubscriptionFault) {
        let names = try EventChoice.names(
            wish["topics"], field: "topics", known: LawVuTopic.allCases.map(\.rawValue))
        let rule = EndpointURLRule(
            schemes: allowsPlainHTTP ? [.https, .http] : [.https], charactersMax: Self.urlCharactersMax)
        topics = names.compactMap(LawVuTopic.init)
        url = try rule.read(wish["subscriptionUrl"], field: "subscriptionUrl")
        clientState = try Self.clientState(wish["clientState"] ?? .null)
    }

    private static func clientState(_ value: JSONValue) throws(SubscriptionFault) -> String? {
        if value.isNull { return nil }
        guard let text = value.string, text.utf16.count <= clientStateCharactersMax, !text.contains("\0") else {
            throw SubscriptionFault(
                field: "clientState",
                hint: "Give text of at most \(clientStateCharactersMax) characters without U+0000, or leave it out.")
        }
        return text
    }

    /// As the system shows it, to its creator alone.
    package func json(id: Int64, status: Status, createdBy user: String, at moment: Instant) -> JSONValue {
        let date = JSONValue.string(Self.zoneless(moment))
        return [
            "id": .integer(id), "topics": .array(topics.map { .string($0.rawValue) }), "subscriptionUrl": .string(url),
            "clientState": JSONValue(clientState), "status": .string(status.rawValue), "createdDateUtc": date,
            "createdBy": .string(user), "modifiedDateUtc": date, "modifiedBy": .string(user),
        ]
    }

    /// `2023-01-08T21:36:48.71`: UTC by the name of the field only, and without the zeros at the end.
    private static func zoneless(_ moment: Instant) -> String {
        var text = moment.iso8601.dropLast()
        while text.last == "0" { text.removeLast() }
        return String(text.last == "." ? text.dropLast() : text)
    }
}
