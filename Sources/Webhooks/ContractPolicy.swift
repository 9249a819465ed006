package import Matters

/// The rules of one contract. Each contract implements them in its own folder.
package protocol ContractPolicy: Sendable {
    /// Covers connection, headers and body of one attempt.
    static var attemptDeadline: Duration { get }
    static var contentType: String { get }
    /// Whether each message has an id that all attempts and all endpoints share.
    static var hasMessageIDs: Bool { get }
    /// Whether a person may resend a message. Vendors without this feature do not offer it.
    static var allowsResending: Bool { get }
    static var signs: Bool { get }

    /// Whether changes that follow one another closely are told by one notice, at the end of a `LawVuWindow`.
    static func coalesces(_ event: String) -> Bool
    /// Whether the messages of a disabled subscription are held until it is enabled again; they are missed otherwise.
    static func keepsWhileDisabled(isDurable: Bool) -> Bool
    /// Whether a result means that the message has arrived.
    static func isDelivered(_ result: AttemptResult) -> Bool
    /// The consequences of one attempt. `WebhookContract.decide` maintains `failingSince`.
    static func decide(_ attempt: Attempt, _ context: AttemptContext, _ health: inout EndpointHealth) -> AttemptDecision

    /// The headers that sign one attempt; made for each attempt, because its time is signed too.
    /// - Parameters:
    ///   - id: of the message; empty where the contract has none.
    ///   - secrets: the valid ones, the newest first.
    ///   - now: the real time; receivers compare it with theirs.
    static func signatureHeaders(id: String, body: [UInt8], secrets: [String], at now: Instant) -> [(
        name: String, value: String
    )]
    /// Whether a text can be the secret by which notices are verified.
    static func isSecret(_ text: String) -> Bool
    /// - Parameters:
    ///   - secret: the signing key, or the client state of LawVu.
    ///   - header: the value of a header by its name, in any case.
    /// - Returns: whether the contract offers something to verify.
    static func verify(
        _ body: [UInt8], secret: String, at now: Instant, header: (String) -> String?
    ) throws(SignatureFault) -> Bool
}

/// What most vendors do: JSON without a signature, any 2xx is a success, and nothing is held or resent.
extension ContractPolicy {
    package static var contentType: String { "application/json" }
    package static var hasMessageIDs: Bool { false }
    package static var allowsResending: Bool { false }
    package static var signs: Bool { false }
    package static func coalesces(_ event: String) -> Bool { false }
    package static func keepsWhileDisabled(isDurable: Bool) -> Bool { false }
    package static func isDelivered(_ result: AttemptResult) -> Bool { result.isSuccessStatus }
    package static func signatureHeaders(id: String, body: [UInt8], secrets: [String], at now: Instant) -> [(
        name: String, value: String
    )] { [] }
    package static func isSecret(_ text: String) -> Bool { true }
    package static func verify(
        _ body: [UInt8], secret: String, at now: Instant, header: (String) -> String?
    ) throws(SignatureFault) -> Bool { false }
}
