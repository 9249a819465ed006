import Matters
import Testing
import Webhooks

@Suite struct `What a receiver can say of a notice` {
    private static let noon = Instant.seconds(1_700_000_000)
    private static let body = Array(
        #"{"type": "note.published", "ClientState": "s", "ResourceId": 7, "EventType": "e"}"#.utf8)
    private static let secrets: [WebhookContract: String] = [
        .standard: StandardSecret(randomBytes: { Array(repeating: 7, count: $0) }).text,
        .lawfficient: LawfficientSecret(randomBytes: { Array(repeating: 8, count: $0) }).text, .lawvu: "s",
        .actionstep: "none",
    ]

    private func proof(
        _ contract: WebhookContract, _ body: [UInt8] = body, secret: String?, later: Duration = .zero
    ) -> Proof {
        let headers = SignedMessage(id: "msg_1", body: Self.body, secrets: [Self.secrets[contract] ?? ""])
            .headers(of: contract, at: Self.noon)
        return Proof.of(body, under: contract, secret: secret, at: Self.noon + later) { name in
            headers.first { $0.name == name }?.value
        }
    }

    @Test(arguments: [WebhookContract.standard, .lawfficient, .lawvu])
    func `what was sent under its own secret is genuine`(contract: WebhookContract) {
        #expect(proof(contract, secret: Self.secrets[contract]) == .verified)
    }

    @Test(arguments: [WebhookContract.standard, .lawfficient])
    func `another body, an old one, and one without a signature are refused`(contract: WebhookContract) {
        let secret = Self.secrets[contract]
        #expect(proof(contract, Self.body + [32], secret: secret) == .refused(.wrong))
        #expect(proof(contract, secret: secret, later: .seconds(301)) == .refused(.untimely))
        let bare = Proof.of(Self.body, under: contract, secret: secret, at: Self.noon) { _ in nil }
        #expect(bare == .refused(.missing))
    }

    @Test func `another client state is refused`() {
        #expect(proof(.lawvu, secret: "t") == .refused(.wrong))
    }

    @Test(arguments: WebhookContract.allCases)
    func `nothing is proven without a secret, and ActionStep never`(contract: WebhookContract) {
        #expect(proof(contract, secret: nil) == .unproven)
        #expect(proof(.actionstep, secret: "x") == .unproven)
    }

    @Test func `its title is fit to be printed`() {
        let title = NoticeTitle(
            of: Array("{\"type\": \"a\\u001b[2Jb\"}".utf8), under: .standard, messageID: nil)
        #expect(title == NoticeTitle(of: Array(#"{"type": "a?[2Jb"}"#.utf8), under: .standard, messageID: nil))
    }
}
