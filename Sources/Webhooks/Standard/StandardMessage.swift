import Matters

/// What the portal posts to its subscribers. The message id is a header, not part of the body.
struct StandardMessage: Sendable, Equatable {
    var type: String
    /// When it happened.
    var at: Instant
    var data: JSONValue

    var encoded: [UInt8] {
        JSONValue.object(["type": .string(type), "timestamp": .string(at.iso8601), "data": data]).encoded
    }
}
