import Hummingbird
import Logging
import SandboxKit
import Webhooks

/// The errors of ActionStep's API, in the vendor's error envelope.
extension RequestFailure {
    static let unauthorized = RequestFailure(
        status: 401, title: "Unauthorized", detail: "The access token is missing, unknown or expired")
    static func insufficientScope(_ resource: String) -> RequestFailure {
        .init(
            status: 403, title: "insufficient_scope",
            detail: "insufficient_scope: what was consented to does not include \(resource); ask for consent again")
    }
    static let methodNotAllowed = RequestFailure(
        status: 405, title: "Method Not Allowed", detail: "This resource does not take this method")
    static let notAcceptable = RequestFailure(
        status: 406, title: "Not Acceptable", detail: "Accept application/vnd.api+json or application/json")
    static let unsupportedMediaType = RequestFailure(
        status: 415, title: "Unsupported Media Type", detail: "Send application/vnd.api+json or application/json")

    var body: JSONValue {
        [
            "errors": [
                "id": "e-1", "status": .integer(Int64(status)), "code": .string("AS-\(status)"),
                "title": .string(title), "detail": .string(detail),
                "source": ["pointer": nil, "parameter": nil], "links": ["about": nil], "meta": [],
            ]
        ]
    }

    /// Errors, including internal ones, are answered in the vendor's error envelope.
    static func answering(_ context: SandboxContext, _ answer: () async throws -> Response) async -> Response {
        do {
            return try await answer()
        } catch let failure as RequestFailure {
            return Response(RESTReply(status: failure.status, body: failure.body))
        } catch {
            context.logger.error("request failed", metadata: ["error": "\(error)"])
            let failure = RequestFailure(status: 500, title: "Internal Error", detail: "The sandbox could not answer")
            return Response(RESTReply(status: 500, body: failure.body))
        }
    }
}
