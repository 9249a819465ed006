import Egress
import HTTPTypes
import LocalServer
import Matters
import Testing

@Suite(.timeLimit(.minutes(2))) struct `A self-signed certificate` {
    @Test(arguments: ["right.example", "wrong.example", "127.0.0.1"])
    func `is a failure of TLS, for any name in it`(host: String) async throws {
        let server = try SelfSignedServer(name: "right.example")
        let client = GuardedHTTPClient(
            policy: NetworkPolicy(allowing: [try #require(AddressBlock("127.0.0.1"))]),
            resolver: ScriptedResolver(["127.0.0.1"]))
        await #expect(throws: NetworkFailure.tls) {
            try await client.send(
                HTTPCall(
                    .get, "https://\(host):\(server.port)/", deadline: .seconds(30),
                    answerLimit: .cut(atBytes: 1_000)))
        }
    }
}
