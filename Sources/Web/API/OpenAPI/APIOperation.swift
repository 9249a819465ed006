import HTTPTypes
import Webhooks

/// One call of the API, as its document describes it.
struct APIOperation: Sendable {
    var method: HTTPRequest.Method
    /// Such as `matters/{id}`.
    var path: String
    var summary: String
    var query: [JSONValue] = []
    var body: JSONValue?
    var status = 200
    /// Of the answer's body; nil for an answer without one.
    var answer: JSONValue?
    var contentType = "application/json"
    /// Besides 401, which every call may be answered with.
    var failures: [Int] = []

    var json: JSONValue {
        var members: JSONValue.Members = [
            "summary": .string(summary),
            "parameters": .array(pathParameters.map(OpenAPIParts.pathParameter) + query),
        ]
        if let body { members["requestBody"] = ["content": OpenAPIParts.json(body)] }
        members["responses"] = .object(.init([(String(status), success)] + problems))
        return .object(members)
    }

    private var pathParameters: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    private var success: JSONValue {
        guard let answer else { return ["description": "It is done."] }
        return ["description": "What was asked for.", "content": .object([contentType: ["schema": answer]])]
    }

    private var problems: [(name: String, value: JSONValue)] {
        ([401] + failures).map { status in
            (
                String(status),
                [
                    "description": .string(Self.meanings[status] ?? ""),
                    "content": ["application/problem+json": ["schema": OpenAPIParts.reference("Problem")]],
                ]
            )
        }
    }

    private static let meanings = [
        400: "The request cannot be read.", 401: "There is no token, or it is not good.",
        404: "It does not exist, or is not for the holder of the token: the same answer.",
        409: "Not as things stand; the detail says what to do first.", 413: "The body is too large.",
        422: "A member of the body is at fault: field names it, detail says what to do.",
        502: "The practice system does not answer.", 503: "For the moment it cannot be done; try again later.",
    ]
}
