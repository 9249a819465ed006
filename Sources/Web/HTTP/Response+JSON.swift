package import HTTPTypes
package import Hummingbird
import NIOCore
import Webhooks

extension Response {
    static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: value.encoded)))
    }

    /// A problem (RFC 9457).
    /// - Parameters:
    ///   - hint: what to do, without a full stop.
    ///   - field: the member of the body that is at fault.
    package static func problem(_ status: HTTPResponse.Status, _ hint: String, field: String? = nil) -> Response {
        var problem: JSONValue.Members = [
            "title": .string(status.reasonPhrase), "status": .integer(Int64(status.code)), "detail": .string(hint),
        ]
        if let field { problem["field"] = .string(field) }
        var response = json(.object(problem), status: status)
        response.headers[.contentType] = "application/problem+json"
        return response
    }

    static var bearerRequired: Response {
        var response = problem(.unauthorized, "send a bearer token of this portal")
        response.headers[.wwwAuthenticate] = "Bearer"
        return response
    }

    /// The same bytes for what does not exist and for what the viewer may not see.
    static var notFoundProblem: Response { problem(.notFound, "there is nothing here for you to see") }
}

extension Request {
    /// A number from the query within bounds; the default when it is not given, nil when it is anything else.
    func queryNumber(_ name: String, default fallback: Int, in bounds: ClosedRange<Int>) -> Int? {
        guard let text = uri.queryParameters[Substring(name)] else { return fallback }
        guard let number = Int(text), bounds.contains(number) else { return nil }
        return number
    }
}
