package import Matters

/// What the portal posts to its subscribers. The message id is a header, not part of the body.
package struct StandardMessage: Sendable, Equatable {
    package var type: String
    /// When it happened.
    package var at: Instant
    package var data: JSONValue

    package init(_ event: StandardEvent, at moment: Instant, data: JSONValue) {
        self.init(type: event.rawValue, at: moment, data: data)
    }

    package init(type: String, at moment: Instant, data: JSONValue) {
        self.type = type
        at = moment
        self.data = data
    }

    /// The bytes to store; every attempt signs and sends these and no others.
    package var encoded: [UInt8] {
        let document: JSONValue = [
            "type": .string(type), "timestamp": .string(at.iso8601), "data": data,
        ]
        return document.encoded
    }
}
