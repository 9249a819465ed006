package import Matters

/// What Lawfficient posts: an event and the resource as its API returns it. Sender and receiver share this type.
package struct LawfficientMessage: Sendable, Equatable {
    /// Why a signed body cannot be read. The receipt is stored and shown to staff under this name.
    package enum Unreadable: String, Error, Sendable, CaseIterable {
        case notJSON, notAnObject, noID, noType, unsafeText
    }

    /// Of the event: equal for all endpoints of the firm and for every attempt, so it identifies copies.
    package var id: String
    package var type: String
    package var createdAt: Instant
    package var data: JSONValue
}

extension LawfficientMessage {
    /// - Parameter body: one whose signature was verified.
    package init(body: [UInt8]) throws(Unreadable) {
        guard let document = try? JSONReader.parse(body) else { throw .notJSON }
        guard document.members != nil else { throw .notAnObject }
        guard let id = document["id"]?.scalarText, !id.isEmpty else { throw .noID }
        guard let type = document["type"]?.string, !type.isEmpty else { throw .noType }
        guard StorableText.isSafe(id), StorableText.isSafe(type) else { throw .unsafeText }
        let createdAt = document["created_at"]?.string.flatMap { Instant(iso8601: $0) } ?? .distantPast
        self.init(id: id, type: type, createdAt: createdAt, data: document["data"] ?? .null)
    }

    package var encoded: [UInt8] {
        JSONValue.object([
            "id": .string(id), "type": .string(type), "created_at": .string(createdAt.iso8601), "data": data,
        ]).encoded
    }
}
