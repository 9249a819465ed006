import Delivery
import Hummingbird
import Matters
import Webhooks

/// One API request about the viewer's endpoints.
struct WebhookCall: Sendable {
    let request: Request
    let context: PortalContext
    let endpoints: EndpointService

    static let bodyBytesMax = 65_536

    var id: String { context.parameter("id") }
    var delivery: String { context.parameter("delivery") }
    var after: String? { request.query("after") }
    var json: EndpointJSON { EndpointJSON(endpoints) }

    /// - Throws: `HTTPError`.
    func limit() throws -> Int { try request.limit(default: 50, max: 200) }

    /// A JSON object; an empty body is an object without members.
    /// - Throws: `HTTPError`.
    func body() async throws -> JSONValue {
        let bytes = try await request.bytes(max: Self.bodyBytesMax)
        if bytes.isEmpty { return [:] }
        guard let json = try? JSONReader.parse(bytes), json.members != nil else {
            throw HTTPError(.badRequest, message: "send a JSON object")
        }
        return json
    }
}

/// Members of a body. Each function throws `EndpointFailure.invalid` for a value of another kind.
extension JSONValue {
    /// False when it is not given.
    func flag(_ name: String) throws -> Bool { try member(name, hint: "Give true or false.", \.bool) ?? false }

    /// A whole number within bounds; nil when it is not given.
    func number(_ name: String, in bounds: ClosedRange<Int64>) throws -> Int64? {
        try member(name, hint: "Give a whole number from \(bounds.lowerBound) to \(bounds.upperBound).") { value in
            value.integer.flatMap { bounds.contains($0) ? $0 : nil }
        }
    }

    /// Nil when it is not given.
    func moment(_ name: String) throws -> Instant? {
        try member(name, hint: "Give a moment such as 2026-11-21T09:00:00Z.") { value in
            value.string.flatMap { Instant(iso8601: $0) }
        }
    }

    private func member<Value>(_ name: String, hint: String, _ read: (JSONValue) -> Value?) throws -> Value? {
        guard let value = self[name], !value.isNull else { return nil }
        guard let result = read(value) else { throw EndpointFailure.invalid(.init(field: name, hint: hint)) }
        return result
    }
}
