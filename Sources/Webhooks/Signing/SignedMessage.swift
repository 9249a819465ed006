/// What a contract signs of one attempt's message.
package struct SignedMessage: Sendable {
    /// Empty where the contract has no message ids.
    package var id: String
    package var body: [UInt8]
    /// The valid ones, the newest first.
    package var secrets: [String]

    package init(id: String, body: [UInt8], secrets: [String]) {
        self.id = id
        self.body = body
        self.secrets = secrets
    }
}
