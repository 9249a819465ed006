package import Matters

/// What Lawfficient posts: an event and the resource as its API returns it.
///
/// The sender and the receiver share this type.
package struct LawfficientMessage: Sendable, Equatable {
    /// Why nothing can be made of a body that was signed. The receipt is kept and shown to staff by this name.
    package enum Unreadable: String, Error, Sendable, CaseIterable {
        case notJSON, notAnObject, noID, noType, unsafeText
    }

    /// Of the event: the same for all endpoints of the firm and for every attempt, so it tells copies.
    package var id: String
    package var type: String
    package var createdAt: Instant
    package var data: JSONValue

    package init(id: String, event: LawfficientEvent, createdAt: Instant, data: JSONValue) {
        self.init(id: id, type: event.rawValue, createdAt: createdAt, data: data)
    }

    package init(id: String, type: String, createdAt: Instant, data: JSONValue) {
        (self.id, self.type, self.createdAt, self.data) = (id, type, createdAt, data)
    }

    /// - Parameter body: its signature has been verified.
    package init(body: [UInt8]) throws(Unreadable) {
        guard let document = try? JSONReader.parse(body) else { throw .notJSON }
        guard document.members != nil else { throw .notAnObject }
        guard let id = document["id"]?.scalarText, !id.isEmpty else { throw .noID }
        guard let type = document["type"]?.string, !type.isEmpty else { throw .noType }
        guard KeptText.isSafe(id), KeptText.isSafe(type) else { throw .unsafeText }
        (self.id, self.type, data) = (id, type, document["data"] ?? .null)
        createdAt = document["created_at"]?.string.flatMap { Instant(iso8601: $0) } ?? .distantPast
    }

    /// Nil for one that is new to us.
    package var event: LawfficientEvent? { LawfficientEvent(rawValue: type) }

    /// The bytes to store; every attempt signs and sends these and no others.
    package var encoded: [UInt8] {
        let document: JSONValue = [
            "id": .string(id), "type": .string(type), "created_at": .string(createdAt.iso8601), "data": data,
        ]
        return document.encoded
    }
}
