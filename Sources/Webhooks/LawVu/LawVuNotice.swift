import Matters

/// What LawVu posts: which resource changed, without its content. Sender and receiver share this type.
///
/// A notice has no id and no signature; only the client state tells a genuine one from a forged one.
package struct LawVuNotice: Sendable, Equatable {
    /// Why a body cannot be read. The receipt is stored and shown to staff under this name.
    package enum Unreadable: String, Error, Sendable, CaseIterable {
        case notJSON, notAnObject, noResource, noEventType, unsafeText
    }

    package struct Parent: Sendable, Equatable {
        package var type: String
        package var id: Int64
        package init(type: String, id: Int64) {
            self.type = type
            self.id = id
        }
    }

    /// As it was written, because it is finer than a millisecond and part of the key.
    package var timestamp: String
    package var resourceID: Int64
    package var eventType: String
    package var clientState: String?
    package var parent: Parent?
}

extension LawVuNotice {
    /// As LawVu writes the moment of a change.
    static func timestamp(_ moment: Instant) -> String { moment.iso8601(offsetMinutes: 0, fractionDigits: 7) }

    package init(body: [UInt8]) throws(Unreadable) {
        guard let document = try? JSONReader.parse(body) else { throw .notJSON }
        guard document.members != nil else { throw .notAnObject }
        guard let resourceID = Self.id(document["ResourceId"]) else { throw .noResource }
        guard let eventType = document["EventType"]?.string, !eventType.isEmpty else { throw .noEventType }
        let timestamp = document["Timestamp"]?.string ?? ""
        guard StorableText.isSafe(eventType), StorableText.isSafe(timestamp) else { throw .unsafeText }
        self.init(
            timestamp: timestamp, resourceID: resourceID, eventType: eventType,
            clientState: document["ClientState"]?.string, parent: Self.parent(document["ParentResource"]))
    }

    package var encoded: [UInt8] { document.encoded }

    package var document: JSONValue {
        var members: JSONValue.Members = [
            "Timestamp": .string(timestamp), "ResourceId": .integer(resourceID), "EventType": .string(eventType),
            "ClientState": JSONValue(clientState),
        ]
        members["ParentResource"] = parent.map { ["ResourceType": .string($0.type), "ResourceId": .integer($0.id)] }
        return .object(members)
    }

    /// Whether it returns the client state of the subscription. Without a client state only the URL is secret.
    package func isFrom(subscriberWith clientState: String?) -> Bool {
        guard let clientState else { return true }
        return ConstantTime.areEqual(Array((self.clientState ?? "").utf8), Array(clientState.utf8))
    }

    /// Equal for all copies of one notice. A copy whose bytes differ is processed all the same.
    package func key(subscriptionID: Int64) -> String { "\(subscriptionID)/\(eventType)/\(resourceID)/\(timestamp)" }

    private static func id(_ value: JSONValue?) -> Int64? { value?.scalarText.flatMap { Int64($0) } }

    private static func parent(_ value: JSONValue?) -> Parent? {
        guard let type = value?["ResourceType"]?.string, let id = id(value?["ResourceId"]) else { return nil }
        return Parent(type: type, id: id)
    }
}
