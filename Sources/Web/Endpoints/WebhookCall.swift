import Delivery
import HTTPTypes
import Hummingbird
import Matters
import Webhooks

/// One API request about the viewer's endpoints.
struct WebhookCall: Sendable {
    let request: Request
    let context: PortalContext
    let endpoints: EndpointService

    static let bodyBytesMax = 65_536
    static let entriesDefault = 50
    static let entriesMax = 200

    /// Why a request is refused before the service is asked.
    enum Failure: Error { case problem(HTTPResponse.Status, String) }

    var id: String { parameter("id") }
    var json: EndpointJSON { EndpointJSON(endpoints) }

    func parameter(_ name: String) -> String { context.parameters.get(name) ?? "" }

    var after: String? { request.uri.queryParameters["after"].map(String.init) }

    /// - Throws: `Failure`.
    func limit() throws -> Int {
        guard let limit = request.queryNumber("limit", default: Self.entriesDefault, in: 1...Self.entriesMax) else {
            throw Failure.problem(.badRequest, "limit is a number from 1 to \(Self.entriesMax)")
        }
        return limit
    }

    /// A JSON object; an empty body is an object without members.
    /// - Throws: `Failure`.
    func body() async throws -> JSONValue {
        let body = try await BoundedBody.read(request, keeping: Self.bodyBytesMax, upTo: Self.bodyBytesMax)
        guard body.isWhole else {
            throw Failure.problem(.contentTooLarge, "send at most \(Self.bodyBytesMax) bytes")
        }
        if body.bytes.isEmpty { return [:] }
        guard let json = try? JSONReader.parse(body.bytes), json.members != nil else {
            throw Failure.problem(.badRequest, "send a JSON object")
        }
        return json
    }
}

extension JSONValue {
    /// False when it is not given.
    /// - Throws: `EndpointFailure.invalid`.
    func flag(_ name: String) throws -> Bool {
        guard let value = self[name], !value.isNull else { return false }
        guard let flag = value.bool else {
            throw EndpointFailure.invalid(.init(field: name, hint: "Give true or false."))
        }
        return flag
    }

    /// A whole number within bounds; nil when it is not given.
    /// - Throws: `EndpointFailure.invalid`.
    func number(_ name: String, in bounds: ClosedRange<Int64>) throws -> Int64? {
        guard let value = self[name], !value.isNull else { return nil }
        guard let number = value.integer, bounds.contains(number) else {
            let hint = "Give a whole number from \(bounds.lowerBound) to \(bounds.upperBound)."
            throw EndpointFailure.invalid(.init(field: name, hint: hint))
        }
        return number
    }

    /// Nil when it is not given.
    /// - Throws: `EndpointFailure.invalid`.
    func moment(_ name: String) throws -> Instant? {
        guard let value = self[name], !value.isNull else { return nil }
        guard let moment = value.string.flatMap({ Instant(iso8601: $0) }) else {
            let hint = "Give a moment such as 2026-11-21T09:00:00Z."
            throw EndpointFailure.invalid(.init(field: name, hint: hint))
        }
        return moment
    }
}
