package import Egress
import Matters
package import Records
package import Webhooks

/// The rules of the place where endpoints are created.
package struct EndpointRules: Sendable {
    /// Nil where any network may be called, as in the sandbox.
    package var policy: NetworkPolicy?
    package var allowsPlainHTTP: Bool
    package var randomBytes: @Sendable (Int) -> [UInt8]

    package init(policy: NetworkPolicy?, allowsPlainHTTP: Bool, randomBytes: @escaping @Sendable (Int) -> [UInt8]) {
        self.policy = policy
        self.allowsPlainHTTP = allowsPlainHTTP
        self.randomBytes = randomBytes
    }
}

/// A requested endpoint, read by the rules of its contract. Unknown members are ignored.
package struct EndpointRequest: Sendable {
    package var url: String
    package var events: [String]
    /// In clear: it is shown once, and sealed. For LawVu the client state, which is returned in each notice.
    package var secret: String?
    package var options = SubscriptionOptions()

    static let descriptionCharactersMax = 200
}

extension EndpointRules {
    /// - Parameter known: the endpoint to be changed; members that the request does not name stay as they are.
    package func read(
        _ json: JSONValue, for contract: WebhookContract, over known: Subscription? = nil
    ) throws(SubscriptionFault) -> EndpointRequest {
        let request = known.map { json.over($0) } ?? json
        var endpoint =
            switch contract {
            case .standard: try standard(request)
            case .lawfficient: try lawfficient(request)
            case .lawvu: try lawVu(request)
            case .actionstep: try actionStep(request)
            }
        if json["url"] != nil || known == nil { try checkNetwork(of: endpoint.url) }
        endpoint.options.description = try description(request["description"] ?? .null)
        endpoint.options.messagesPerSecondMax = try rate(request["messages_per_second"] ?? .null)
        return endpoint
    }

    private func standard(_ json: JSONValue) throws(SubscriptionFault) -> EndpointRequest {
        let endpoint = try StandardEndpoint(json, allowsPlainHTTP: allowsPlainHTTP)
        let secret = endpoint.secret ?? StandardSecret(randomBytes: randomBytes)
        return EndpointRequest(url: endpoint.url, events: endpoint.events.names, secret: secret.text)
    }

    private func lawfficient(_ json: JSONValue) throws(SubscriptionFault) -> EndpointRequest {
        let endpoint = try LawfficientEndpoint(json)
        return EndpointRequest(
            url: endpoint.url, events: endpoint.events.names, secret: LawfficientSecret(randomBytes: randomBytes).text)
    }

    private func lawVu(_ json: JSONValue) throws(SubscriptionFault) -> EndpointRequest {
        let state = json["secret"]?.string ?? Base64.urlText(of: randomBytes(24))
        let all = JSONValue.array(LawVuTopic.allCases.map { .string($0.rawValue) })
        let subscription = try LawVuSubscription(
            [
                "topics": json["events"] == ["*"] ? all : json["events"] ?? .null,
                "subscriptionUrl": json["url"] ?? .null, "clientState": .string(state),
            ], allowsPlainHTTP: allowsPlainHTTP)
        return EndpointRequest(
            url: subscription.url, events: subscription.topics.map(\.rawValue), secret: state,
            options: SubscriptionOptions(clientState: state))
    }

    private func actionStep(_ json: JSONValue) throws(SubscriptionFault) -> EndpointRequest {
        let endpoint = try LawfficientEndpoint(["url": json["url"] ?? .null, "events": "*"])
        let choice = try EventSelection.read(json["events"], known: ActionStepEvent.self)
        return EndpointRequest(url: endpoint.url, events: choice.names, secret: nil)
    }

    private func checkNetwork(of url: String) throws(SubscriptionFault) {
        guard let failure = policy?.refusal(of: url) else { return }
        let hint =
            failure == .tls
            ? "Give an https URL; plain http is for networks that were allowed by name."
            : "Give a URL on the public internet; this one leads into a network that is not allowed."
        throw SubscriptionFault(field: "url", hint: hint)
    }

    private func description(_ value: JSONValue) throws(SubscriptionFault) -> String? {
        if value.isNull { return nil }
        guard let text = value.string, text.count <= EndpointRequest.descriptionCharactersMax, !text.contains("\0")
        else {
            throw SubscriptionFault(
                field: "description",
                hint: "Give at most \(EndpointRequest.descriptionCharactersMax) characters, or null.")
        }
        return text
    }

    private func rate(_ value: JSONValue) throws(SubscriptionFault) -> Int? {
        if value.isNull { return nil }
        let bounds = SubscriptionOptions.messagesPerSecond
        guard let number = value.integer.flatMap({ Int(exactly: $0) }), bounds.contains(number) else {
            throw SubscriptionFault(
                field: "messages_per_second",
                hint: "Give a number from \(bounds.lowerBound) to \(bounds.upperBound), or null for no limit.")
        }
        return number
    }
}

extension EventSelection {
    /// As they are stored.
    fileprivate var names: [String] {
        switch self {
        case .all: [Subscriptions.allEvents]
        case .some(let names): names
        }
    }
}

extension JSONValue {
    /// These members, completed by those of an endpoint.
    fileprivate func over(_ known: Subscription) -> JSONValue {
        var members: Members = [
            "url": .string(known.targetURL), "events": .array(known.events.map { .string($0) }),
            "description": JSONValue(known.options.description),
            "messages_per_second": JSONValue(known.options.messagesPerSecondMax),
        ]
        for entry in self.members?.entries ?? [] where members[entry.name] != nil { members[entry.name] = entry.value }
        return .object(members)
    }
}
