package import Matters

/// What LawVu posts: which resource changed, and nothing of it.
///
/// The sender and the receiver share this type. It has no id and no signature; the client state is all that tells a
/// real one from a forged one.
package struct LawVuNotice: Sendable, Equatable {
    /// Why nothing can be made of a body. The receipt is kept and shown to staff by this name.
    package enum Unreadable: String, Error, Sendable, CaseIterable {
        case notJSON, notAnObject, noResource, noEventType, unsafeText
    }

    package struct Parent: Sendable, Equatable {
        package var type: String
        package var id: Int64
        package init(type: String, id: Int64) { (self.type, self.id) = (type, id) }
    }

    /// As it was written: finer than a millisecond, and part of the key.
    package var timestamp: String
    package var resourceID: Int64
    package var eventType: String
    package var clientState: String?
    package var parent: Parent?

    /// - Parameters:
    ///   - owner: the matter or contract.
    ///   - part: what of it, when the topic is about a part.
    package init(_ topic: LawVuTopic, of owner: Int64, part: Int64? = nil, clientState: String?, at moment: Instant) {
        timestamp = moment.iso8601(offsetMinutes: 0, fractionDigits: 7)
        (resourceID, eventType, self.clientState) = (part ?? owner, topic.rawValue, clientState)
        parent = topic.carriesParent ? Parent(type: topic.owner.rawValue, id: owner) : nil
    }

    /// - Parameter type: a topic.
    package init(type: String, resourceID: Int64, parent: Parent?, clientState: String?, at moment: Instant) {
        timestamp = moment.iso8601(offsetMinutes: 0, fractionDigits: 7)
        (self.resourceID, eventType, self.clientState, self.parent) = (resourceID, type, clientState, parent)
    }

    package init(body: [UInt8]) throws(Unreadable) {
        guard let document = try? JSONReader.parse(body) else { throw .notJSON }
        guard document.members != nil else { throw .notAnObject }
        guard let resourceID = Self.id(document["ResourceId"]) else { throw .noResource }
        guard let eventType = document["EventType"]?.string, !eventType.isEmpty else { throw .noEventType }
        let timestamp = document["Timestamp"]?.string ?? ""
        guard KeptText.isSafe(eventType), KeptText.isSafe(timestamp) else { throw .unsafeText }
        (self.resourceID, self.eventType, self.timestamp) = (resourceID, eventType, timestamp)
        clientState = document["ClientState"]?.string
        parent = Self.parent(document["ParentResource"])
    }

    /// The bytes to store; every attempt sends these and no others.
    package var encoded: [UInt8] { document.encoded }

    package var document: JSONValue {
        var members: JSONValue.Members = [
            "Timestamp": .string(timestamp), "ResourceId": .integer(resourceID), "EventType": .string(eventType),
            "ClientState": JSONValue(clientState),
        ]
        members["ParentResource"] = parent.map { ["ResourceType": .string($0.type), "ResourceId": .integer($0.id)] }
        return .object(members)
    }

    /// Whether it carries what we gave when we subscribed. Without one the secret is in the URL alone.
    package func isFrom(subscriberWith clientState: String?) -> Bool {
        guard let clientState else { return true }
        return ConstantTime.areEqual(Array((self.clientState ?? "").utf8), Array(clientState.utf8))
    }

    /// The same for every copy of one notice. A copy whose bytes differ may still be worth a fetch.
    package func key(subscriptionID: Int64) -> String { "\(subscriptionID)/\(eventType)/\(resourceID)/\(timestamp)" }

    private static func id(_ value: JSONValue?) -> Int64? { value?.scalarText.flatMap { Int64($0) } }

    private static func parent(_ value: JSONValue?) -> Parent? {
        guard let type = value?["ResourceType"]?.string, let id = id(value?["ResourceId"]) else { return nil }
        return Parent(type: type, id: id)
    }
}
