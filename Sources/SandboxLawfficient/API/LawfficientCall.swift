import Webhooks

/// A request to the API, independent of the HTTP server's types.
struct LawfficientCall: Sendable {
    let operation: LawfficientOperation
    let parameters: [String: String]
    /// An object; empty when the operation has no body.
    let body: JSONValue
    /// The API key of the request.
    let keyID: String
    let idempotencyKey: String?
}

struct LawfficientReply: Sendable, Equatable {
    var status = 200
    let body: JSONValue
}
