import LocalProcess
import Matters
import Testing
import Webhooks

@Suite struct `The signature of Lawfficient` {
    static let body = Array(#"{"id":"f1","data":{}}"#.utf8)
    static let now = Instant.seconds(1_750_766_400)

    static func secret() throws -> LawfficientSecret { try LawfficientSecret("whsec_c2VjcmV0") }

    static func header(at second: Int64 = 1_750_766_400) throws -> String {
        LawfficientSignature.header(for: body, secret: try secret(), at: .seconds(second))
    }

    /// Of the body at `now`.
    static let code = "b8e809ff0e9dc201e6ec097bc37b4c3a21fcdf0f2a27b95a8b17140d5139053f"

    @Test func `another language makes the same, with the whole secret as the key`() async throws {
        let script = """
            import hmac, hashlib, sys
            secret, time, body = sys.argv[1:4]
            code = hmac.new(secret.encode(), (time + "." + body).encode(), hashlib.sha256)
            print("t=" + time + ",v1=" + code.hexdigest())
            """
        let secret = try Self.secret()
        let printed = try await Python.run(
            script, arguments: [secret.text, "1750766400", String(decoding: Self.body, as: UTF8.self)])
        #expect(try Self.header() == printed)
        #expect(printed == "t=1750766400,v1=\(Self.code)")
    }

    @Test(arguments: [
        "t=1750766400,v1=\(code)", "v1=\(code),t=1750766400", " v1 = \(code) ,\tt = 1750766400 ",
        "t=1750766400,v2=x,v1=\(code),nonsense,,=", "t=1750766400,v1=00,v1=\(code)",
    ])
    func `pairs stand in any order, with spaces, among others`(header: String) throws {
        let secret = try Self.secret()
        #expect(throws: Never.self) {
            try LawfficientSignature.verify(header, body: Self.body, secret: secret, at: Self.now)
        }
    }

    static let refused: [(String?, SignatureFault)] = [
        (nil, .missing), ("", .malformed), ("v1=\(code)", .malformed), ("t=1750766400", .malformed),
        ("t=,v1=\(code)", .malformed), ("t=+1,v1=\(code)", .malformed), ("t=9999999999999,v1=\(code)", .malformed),
        ("t=1750766400,t=1750766400,v1=\(code)", .malformed),
        ("t=1750766400,v1=\(code)," + String(repeating: "x", count: 1_024), .malformed),
        ("t=999999999999,v1=\(code)", .untimely), ("t=0,v1=\(code)", .untimely),
        ("t=1750766401,v1=\(code)", .wrong), ("t=1750766400,v1=\(code.uppercased())", .wrong),
        ("t=1750766400,v1=\(code.dropLast())", .wrong), ("t=1750766400,v1=\(code)0", .wrong),
        ("t=1750766400,v1=\(code.dropLast())e", .wrong), ("t=1750766400,v1=", .wrong),
    ]

    @Test(arguments: refused)
    func `anything else is refused by name`(header: String?, fault: SignatureFault) throws {
        let secret = try Self.secret()
        #expect(throws: fault) {
            try LawfficientSignature.verify(header, body: Self.body, secret: secret, at: Self.now)
        }
    }

    @Test(arguments: [(Int64(-301), false), (-300, true), (0, true), (300, true), (301, false)])
    func `it holds for five minutes, either way`(offset: Int64, isTimely: Bool) throws {
        let (header, secret) = (try Self.header(at: 1_750_766_400 + offset), try Self.secret())
        let verify = { try LawfficientSignature.verify(header, body: Self.body, secret: secret, at: Self.now) }
        if isTimely {
            #expect(throws: Never.self) { try verify() }
        } else {
            #expect(throws: SignatureFault.untimely) { try verify() }
        }
    }

    @Test func `it is of these bytes and this secret alone`() throws {
        let (header, secret) = (try Self.header(), try Self.secret())
        let other = try LawfficientSecret("whsec_c2VjcmV1")
        #expect(throws: SignatureFault.wrong) {
            try LawfficientSignature.verify(header, body: Self.body + [0x20], secret: secret, at: Self.now)
        }
        #expect(throws: SignatureFault.wrong) {
            try LawfficientSignature.verify(header, body: Self.body, secret: other, at: Self.now)
        }
    }

    @Test func `a secret is made of 32 random bytes, and no log shows it`() {
        let secret = LawfficientSecret { Array(repeating: 0xFB, count: $0) }
        #expect(secret.text == "whsec_" + String(repeating: "-_v7", count: 10) + "-_s")
        #expect("\(secret)" == "LawfficientSecret")
    }

    @Test(arguments: ["", "whsec_", "secret", "WHSEC_abc", "whsec_a b", "whsec_" + String(repeating: "a", count: 251)])
    func `what is no secret is refused, without being repeated`(text: String) {
        let fault = #expect(throws: SubscriptionFault.self) { try LawfficientSecret(text) }
        #expect(fault?.description == "secret: Give the whole secret, from whsec_ on.")
    }
}
