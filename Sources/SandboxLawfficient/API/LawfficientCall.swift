import Webhooks

/// A request to the interface, free of the server's types.
struct LawfficientCall: Sendable {
    let operation: LawfficientOperation
    let parameters: [String: String]
    /// An object; empty where the operation has none.
    let body: JSONValue
    /// Whose it is.
    let keyID: String
    let idempotencyKey: String?
}

struct LawfficientReply: Sendable, Equatable {
    var status = 200
    let body: JSONValue
}
