package import Matters

/// A subscription as its creator may write it. It belongs to that user and cannot be changed, only deleted and created
/// again.
package struct LawVuSubscription: Sendable, Equatable {
    package enum Status: String, Sendable {
        case active
        /// Disabled for good; the published name of that state.
        case failed
    }

    package static let clientStateCharactersMax = 128

    package var topics: [LawVuTopic]
    package var url: String
    /// Returned in each notice; the only proof of where a notice comes from.
    package var clientState: String?

    /// One that was accepted before.
    package init(topics: [LawVuTopic], url: String, clientState: String?) {
        self.topics = topics
        self.url = url
        self.clientState = clientState
    }

    /// - Parameter allowsPlainHTTP: for the sandbox, whose receivers run on the same machine.
    package init(_ request: JSONValue, allowsPlainHTTP: Bool = false) throws(SubscriptionFault) {
        let names = try EventSelection.names(
            request["topics"], field: "topics", known: LawVuTopic.allCases.map(\.rawValue))
        topics = names.compactMap(LawVuTopic.init)
        url = try EndpointURLRule(allowsPlainHTTP: allowsPlainHTTP)
            .read(request["subscriptionUrl"], field: "subscriptionUrl")
        clientState = try Self.clientState(request["clientState"] ?? .null)
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

    /// As the system shows it, only to its creator.
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
