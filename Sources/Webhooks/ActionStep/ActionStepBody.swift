import Matters

/// The document that ActionStep posts to a hook: JSON:API 1.0, with the hook itself in a block for debugging.
///
/// That block is the only place that names the event and numbers it, so it is part of the contract.
struct ActionStepBody: Sendable {
    var hookID: Int64
    var targetURL: String
    /// The number of events of this hook, this one included.
    var triggerCount: Int64
    var eventName: String
    var resourceType: String
    var resourceID: String
    /// `{type, id, attributes, relationships}`.
    var resource: JSONValue
    var at: Instant

    var encoded: [UInt8] { document.encoded }

    var document: JSONValue {
        [
            "jsonapi": ["version": "1.0"], "data": resource,
            "meta": [
                "paging": .object([resourceType: ["recordCount": 1, "pageCount": 1]]),
                "debug": ["time": .string(debugTime), "rl": nil, "resthook": hook],
            ],
        ]
    }

    private var hook: JSONValue {
        [
            "id": .string(String(hookID)), "target": .string(targetURL), "trigger_count": .integer(triggerCount),
            "event_name": .string(eventName), "resource_type": .string(resourceType),
            "resource_id": .string(resourceID),
        ]
    }

    /// `2020-06-12 01:23:35 +0000 (UTC)`, unlike every other time in the document.
    private var debugTime: String {
        let text = at.iso8601(offsetMinutes: 0, fractionDigits: 0)
        return text.prefix(10) + " " + text.dropFirst(11).prefix(8) + " +0000 (UTC)"
    }
}
