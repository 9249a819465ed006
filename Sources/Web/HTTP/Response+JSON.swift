package import HTTPTypes
package import Hummingbird
import Webhooks

extension Response {
    static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok) -> Response {
        Response(value.encoded, type: "application/json", status: status)
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
        return Response(JSONValue.object(problem).encoded, type: "application/problem+json", status: status)
    }

    static var bearerRequired: Response {
        var response = problem(.unauthorized, "send a bearer token of this portal")
        response.headers[.wwwAuthenticate] = "Bearer"
        return response
    }

    /// The same bytes for what does not exist and for what the viewer may not see.
    static var notFoundProblem: Response { problem(.notFound, "there is nothing here for you to see") }
}
