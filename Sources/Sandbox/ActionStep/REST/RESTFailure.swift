import HTTPTypes
import Webhooks

/// A refusal in the vendor's error envelope.
struct RESTFailure: Error, Equatable {
    let status: Int
    let title: String
    let detail: String

    static func badRequest(_ detail: String) -> RESTFailure { .init(status: 400, title: "Bad Request", detail: detail) }
    static func notFound(_ detail: String) -> RESTFailure { .init(status: 404, title: "Not Found", detail: detail) }
    static func forbidden(_ detail: String) -> RESTFailure { .init(status: 403, title: "Forbidden", detail: detail) }
    static let unauthorized = RESTFailure(
        status: 401, title: "Unauthorized", detail: "The access token is missing, unknown or expired")
    static func insufficientScope(_ resource: String) -> RESTFailure {
        .init(
            status: 403, title: "insufficient_scope",
            detail: "insufficient_scope: what was consented to does not include \(resource); ask for consent again")
    }
    static let methodNotAllowed = RESTFailure(
        status: 405, title: "Method Not Allowed", detail: "This resource does not take this method")
    static let notAcceptable = RESTFailure(
        status: 406, title: "Not Acceptable", detail: "Accept application/vnd.api+json or application/json")
    static let tooLarge = RESTFailure(
        status: 413, title: "Content Too Large", detail: "The body is larger than 1 MiB")
    static let unsupportedMediaType = RESTFailure(
        status: 415, title: "Unsupported Media Type",
        detail: "Send application/vnd.api+json or application/json")

    var body: JSONValue {
        [
            "errors": [
                "id": "e-1", "status": .integer(Int64(status)), "code": .string("AS-\(status)"),
                "title": .string(title), "detail": .string(detail),
                "source": ["pointer": nil, "parameter": nil], "links": ["about": nil], "meta": [],
            ]
        ]
    }
}
