package import Matters

/// The document that ActionStep posts to a hook: JSON:API 1.0, with the hook itself in a block for debugging.
///
/// That block is the only place that names the event and numbers it, so it is part of the contract.
package struct ActionStepBody: Sendable {
    package var hookID: Int64
    package var targetURL: String
    /// The number of events of this hook, this one included.
    package var triggerCount: Int64
    package var eventName: String
    package var resourceType: String
    package var resourceID: String
    /// `{type, id, attributes, relationships}`.
    package var resource: JSONValue
    package var at: Instant

    package init(
        hookID: Int64, targetURL: String, triggerCount: Int64, eventName: String, resourceType: String,
        resourceID: String, resource: JSONValue, at: Instant
    ) {
        self.hookID = hookID
        self.targetURL = targetURL
        self.triggerCount = triggerCount
        self.eventName = eventName
        self.resourceType = resourceType
        self.resourceID = resourceID
        self.resource = resource
        self.at = at
    }

    /// The bytes to store; every attempt sends these and no others.
    package var encoded: [UInt8] { document.encoded }

    package var document: JSONValue {
        [
            "jsonapi": ["version": "1.0"],
            "data": resource,
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
