package import Matters

/// What Lawfficient posts: an event and the resource as its API returns it.
///
/// The sender and the receiver share this type.
package struct LawfficientMessage: Sendable, Equatable {
    /// Why nothing can be made of a body that was signed. The receipt is kept and shown to staff by this name.
    package enum Unreadable: String, Error, Sendable, CaseIterable {
        case notJSON, notAnObject, noID, noType, unsafeText
    }

    /// Ids and names that are kept are never longer; the system's own are far shorter.
    package static let keptBytesMax = 64

    /// Of the event: the same for all endpoints of the firm and for every attempt, so it tells copies.
    package var id: String
    package var type: String
    package var createdAt: Instant
    package var data: JSONValue

    package init(id: String, event: LawfficientEvent, createdAt: Instant, data: JSONValue) {
        (self.id, type, self.createdAt, self.data) = (id, event.rawValue, createdAt, data)
    }

    /// - Parameter body: its signature has been verified.
    package init(body: [UInt8]) throws(Unreadable) {
        guard let document = try? JSONReader.parse(body) else { throw .notJSON }
        guard document.members != nil else { throw .notAnObject }
        guard let id = document["id"]?.scalarText, !id.isEmpty else { throw .noID }
        guard let type = document["type"]?.string, !type.isEmpty else { throw .noType }
        guard Self.isSafe(id), Self.isSafe(type) else { throw .unsafeText }
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

    /// The attack: text that fills the store, or holds U+0000, which PostgreSQL refuses.
    private static func isSafe(_ text: String) -> Bool {
        text.utf8.count <= keptBytesMax && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }
}
