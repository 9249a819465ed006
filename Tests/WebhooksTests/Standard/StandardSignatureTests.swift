import LocalProcess
import Matters
import Testing

@testable import Webhooks

@Suite struct `The signature of Standard Webhooks` {
    /// The published example.
    static let id = "msg_p5jXN8AQM9LWM0D4loKWxJek"
    static let now = Instant.seconds(1_614_265_330)
    static let body = Array(#"{"test": 2432232314}"#.utf8)
    static let code = "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="

    static func secret() throws -> StandardSecret { try StandardSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") }
    static func another() -> StandardSecret { StandardSecret { Array(repeating: 7, count: $0) } }

    @Test func `it is the published one`() throws {
        let signature = StandardSignature(id: Self.id, body: Self.body, secrets: [try Self.secret()], at: Self.now)
        #expect(signature == StandardSignature(id: Self.id, timestamp: "1614265330", signature: "v1,\(Self.code)"))
    }

    @Test func `another language makes the same for each secret, with the decoded bytes as the key`() async throws {
        let script = """
            import base64, hmac, hashlib, sys
            name, time, body = sys.argv[1:4]
            def code(secret):
                key = base64.b64decode(secret.removeprefix("whsec_"))
                signed = (name + "." + time + "." + body).encode()
                return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
            print(" ".join(map(code, sys.argv[4:])))
            """
        let secrets = [try Self.secret(), Self.another()]
        let printed = try await Python.run(
            script,
            arguments: [Self.id, "1614265330", String(decoding: Self.body, as: UTF8.self)] + secrets.map(\.text))
        let signature = StandardSignature(id: Self.id, body: Self.body, secrets: secrets, at: Self.now)
        #expect(signature.signature == printed)
    }

    @Test(arguments: [
        "v1,\(code)", "v1,AAAA v1,\(code)", "  v1a,\(code)   v1,\(code) v2,x", "v1,\(code) v1,\(code)",
    ])
    func `one that fits is enough`(signature: String) throws {
        let secrets = [Self.another(), try Self.secret()]
        let sent = StandardSignature(id: Self.id, timestamp: "1614265330", signature: signature)
        #expect(throws: Never.self) { try sent.verify(body: Self.body, secrets: secrets, at: Self.now) }
    }

    @Test(arguments: [
        ("", "1614265330", "v1,\(code)", SignatureFault.missing), (id, "", "v1,\(code)", .missing),
        (id, "1614265330", "", .missing), ("a.b", "1614265330", "v1,\(code)", .malformed),
        ("a b", "1614265330", "v1,\(code)", .malformed),
        (String(repeating: "i", count: 129), "1614265330", "v1,\(code)", .malformed),
        (id, "1614265330.0", "v1,\(code)", .malformed), (id, "-1", "v1,\(code)", .malformed),
        (id, "1614265330", String(repeating: " ", count: 4_097), .malformed),
        (id, "1614265029", "v1,\(code)", .untimely), (id, "1614265631", "v1,\(code)", .untimely),
        (id, "1614265030", "v1,\(code)", .wrong), (id, "1614265630", "v1,\(code)", .wrong),
        ("msg_other", "1614265330", "v1,\(code)", .wrong), (id, "1614265330", "v1a,\(code)", .wrong),
        (id, "1614265330", code, .wrong), (id, "1614265330", "v1,\(code.dropLast())", .wrong),
        (id, "1614265330", "v1,h" + code.dropFirst(), .wrong), (id, "1614265330", "v1,", .wrong),
    ])
    func `anything else is refused by name`(
        id: String, timestamp: String, signature: String, fault: SignatureFault
    ) throws {
        let (sent, secret) = (StandardSignature(id: id, timestamp: timestamp, signature: signature), try Self.secret())
        #expect(throws: fault) { try sent.verify(body: Self.body, secrets: [secret], at: Self.now) }
    }

    @Test(arguments: [Int64(-300), 0, 300])
    func `it holds for five minutes, either way`(offset: Int64) throws {
        let secret = try Self.secret()
        let sent = StandardSignature(id: Self.id, body: Self.body, secrets: [secret], at: Self.now)
        #expect(throws: Never.self) {
            try sent.verify(body: Self.body, secrets: [secret], at: Self.now + .seconds(offset))
        }
    }

    @Test func `it is of these bytes, and without a secret nothing is believed`() throws {
        let secret = try Self.secret()
        let sent = StandardSignature(id: Self.id, body: Self.body, secrets: [secret], at: Self.now)
        #expect(throws: SignatureFault.wrong) {
            try sent.verify(body: Self.body + [0x0A], secrets: [secret], at: Self.now)
        }
        #expect(throws: SignatureFault.wrong) { try sent.verify(body: Self.body, secrets: [], at: Self.now) }
    }

    @Test(arguments: [(23, false), (24, true), (64, true), (65, false)])
    func `a secret is base64 of 24 to 64 bytes`(count: Int, isTaken: Bool) throws {
        let made = StandardSecret { _ in Array(repeating: 1, count: count) }
        if isTaken {
            #expect(try StandardSecret(made.text) == made)
        } else {
            #expect(throws: SubscriptionFault.self) { try StandardSecret(made.text) }
        }
    }

    @Test(arguments: [
        "", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS", "whsec_*",
    ])
    func `what is no secret is refused, without being repeated`(text: String) {
        let fault = #expect(throws: SubscriptionFault.self) { try StandardSecret(text) }
        #expect(fault?.description == "secret: Give whsec_ and base64 of 24 to 64 bytes.")
    }

    @Test func `a secret is made of 32 random bytes, and no log shows it`() {
        let secret = StandardSecret { Array(repeating: 0xFF, count: $0) }
        #expect(secret.text == "whsec_" + String(repeating: "/", count: 42) + "8=")
        #expect("\(secret)" == "StandardSecret")
    }
}
