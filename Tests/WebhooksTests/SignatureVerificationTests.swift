import Matters
import Testing
import Webhooks

@Suite struct `Whether a received notice is genuine` {
    private static let noon = Instant.seconds(1_700_000_000)
    private static let body = Array(
        #"{"type": "note.published", "ClientState": "s", "ResourceId": 7, "EventType": "e"}"#.utf8)
    private static let secrets: [WebhookContract: String] = [
        .standard: StandardSecret(randomBytes: { Array(repeating: 7, count: $0) }).text,
        .lawfficient: LawfficientSecret(randomBytes: { Array(repeating: 8, count: $0) }).text, .lawvu: "s",
        .actionstep: "none",
    ]

    private func verify(
        _ contract: WebhookContract, _ body: [UInt8] = body, secret: String?, later: Duration = .zero
    ) -> SignatureVerification {
        let headers = contract.policy.signatureHeaders(
            id: "msg_1", body: Self.body, secrets: [Self.secrets[contract] ?? ""], at: Self.noon)
        return SignatureVerification(of: body, under: contract, secret: secret, at: Self.noon + later) { name in
            headers.first { $0.name == name }?.value
        }
    }

    @Test(arguments: [WebhookContract.standard, .lawfficient, .lawvu])
    func `a notice under the right secret is genuine`(contract: WebhookContract) {
        #expect(verify(contract, secret: Self.secrets[contract]) == .verified)
    }

    @Test(arguments: [WebhookContract.standard, .lawfficient])
    func `another body, an old one, and one without a signature are rejected`(contract: WebhookContract) {
        let secret = Self.secrets[contract]
        #expect(verify(contract, Self.body + [32], secret: secret) == .rejected(.wrong))
        #expect(verify(contract, secret: secret, later: .seconds(301)) == .rejected(.untimely))
        let bare = SignatureVerification(of: Self.body, under: contract, secret: secret, at: Self.noon) { _ in nil }
        #expect(bare == .rejected(.missing))
    }

    @Test func `another client state is rejected`() {
        #expect(verify(.lawvu, secret: "t") == .rejected(.wrong))
    }

    @Test(arguments: WebhookContract.allCases)
    func `without a secret nothing can be verified, and ActionStep never`(contract: WebhookContract) {
        #expect(verify(contract, secret: nil) == .unverifiable)
        #expect(verify(.actionstep, secret: "x") == .unverifiable)
    }

    @Test func `its title holds no control characters`() {
        let title = NoticeTitle(
            of: Array("{\"type\": \"a\\u001b[2Jb\"}".utf8), under: .standard, messageID: nil)
        #expect(title == NoticeTitle(of: Array(#"{"type": "a?[2Jb"}"#.utf8), under: .standard, messageID: nil))
    }
}
