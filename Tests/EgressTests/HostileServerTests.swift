import Egress
import Glibc
import HTTPTypes
import LocalServer
import Matters
import Testing

/// Names that change their addresses, servers that redirect, and responses without end.
@Suite(.timeLimit(.minutes(2))) struct `Hostile servers` {
    private let loopback: NetworkPolicy
    init() throws { loopback = NetworkPolicy(allowing: [try #require(AddressBlock("127.0.0.0/8"))]) }

    private static func get(_ url: String, limit: HTTPCall.AnswerLimit = .refuse(aboveBytes: 1_000)) -> HTTPCall {
        HTTPCall(.get, url, deadline: .seconds(30), answerLimit: limit)
    }

    private func failure(_ client: GuardedHTTPClient, _ call: HTTPCall) async -> NetworkFailure? {
        do {
            _ = try await client.send(call)
            return nil
        } catch { return error as? NetworkFailure }
    }

    @Test func `a name is resolved once for each call, and the answer is dialled`() async throws {
        let server = try await LocalServer.start { _ in .answer(200) }
        let resolver = ScriptedResolver(["127.0.0.1"], ["169.254.169.254"], ["127.0.0.1"])
        let client = GuardedHTTPClient(policy: loopback, resolver: resolver)
        let call = Self.get("http://portal.example:\(server.port)/")
        #expect(try await client.send(call).status == 200)
        #expect(resolver.asked.all.count == 1)
        #expect(await failure(client, call) == .privateAddress)
        #expect(try await client.send(call).status == 200)
        #expect(resolver.asked.all.count == 3)
    }

    @Test func `of a mixed answer only what is permitted is dialled`() async throws {
        let received = Received<String>()
        let server = try await LocalServer.start { request in
            received.add(request.uri)
            return .answer(200)
        }
        let others = try #require(AddressBlock("127.0.0.8/29"))
        let resolver = ScriptedResolver(["127.0.0.1", "169.254.169.254", "::1", "127.0.0.9"])
        let client = GuardedHTTPClient(policy: NetworkPolicy(allowing: [others]), resolver: resolver)
        #expect(await failure(client, Self.get("http://mixed.example:\(server.port)/")) == .refused)
        #expect(received.all.isEmpty)
    }

    @Test func `of thousands of answers no more than the first few are dialled`() async throws {
        let server = try await LocalServer.start { _ in .answer(200) }
        let dead = (0..<5_000).map { "127.1.\($0 / 250).\($0 % 250 + 1)" }
        let client = GuardedHTTPClient(policy: loopback, resolver: ScriptedResolver(dead + ["127.0.0.1"]))
        #expect(await failure(client, Self.get("http://many.example:\(server.port)/")) == .refused)
    }

    @Test(arguments: [301, 302, 303, 307, 308], ["http://169.254.169.254/", "//127.0.0.1/", "file:///etc/passwd"])
    func `a redirect is an answer, wherever it points`(status: Int, location: String) async throws {
        let server = try await LocalServer.start { _ in .answer(status, headers: [("location", location)]) }
        let resolver = ScriptedResolver(["127.0.0.1"])
        let client = GuardedHTTPClient(policy: loopback, resolver: resolver)
        let answer = try await client.send(Self.get("http://portal.example:\(server.port)/"))
        #expect(answer.status == status)
        #expect(answer.headers[.location] == location)
        #expect(resolver.asked.all == ["portal.example"])
    }

    @Test(arguments: [(1, 100_000), (10_000, 10)])
    func `an endless head is too large`(fields: Int, bytes: Int) async throws {
        let headers = (0..<fields).map { ("x-\($0)", String(repeating: "x", count: bytes)) }
        let server = try await LocalServer.start { _ in .answer(200, headers: headers) }
        #expect(await failure(GuardedHTTPClient(policy: loopback), Self.get(server.url)) == .tooLarge)
    }

    @Test func `proxies of the environment are not used`() async {
        await #expect(processExitsWith: .success) {
            let proxied = Received<String>()
            let proxy = try await LocalServer.start { request in
                proxied.add(request.uri)
                return .answer(502)
            }
            for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
                setenv(name, proxy.url, 1)
                setenv(name.lowercased(), proxy.url, 1)
            }
            let server = try await LocalServer.start { _ in .answer(200) }
            let block = try #require(AddressBlock("127.0.0.0/8"))
            let client = GuardedHTTPClient(policy: NetworkPolicy(allowing: [block]))
            #expect(try await client.send(Self.get(server.url)).status == 200)
            await #expect(throws: NetworkFailure.tls) {
                try await client.send(Self.get("https://127.0.0.1:\(server.port)/"))
            }
            #expect(proxied.all.isEmpty)
        }
    }

    @Test(
        arguments: [(.cut(atBytes: 1_000), 1_000), (.refuse(aboveBytes: 1_000), nil)] as [(HTTPCall.AnswerLimit, Int?)])
    func `an endless response is cut at its limit`(limit: HTTPCall.AnswerLimit, read: Int?) async throws {
        let endless = AsyncStream(unfolding: { String(repeating: "x", count: 64) })
        let server = try await LocalServer.start { _ in .streamed(200, pieces: endless) }
        let client = GuardedHTTPClient(policy: loopback)
        do {
            let answer = try await client.send(Self.get(server.url, limit: limit))
            #expect(answer.body.count == read)
        } catch {
            #expect(read == nil)
            #expect(error as? NetworkFailure == .tooLarge)
        }
    }
}

@Suite(.timeLimit(.minutes(2))) struct `One deadline` {
    private let clock = ManualClock()
    private let policy: NetworkPolicy
    init() throws { policy = NetworkPolicy(allowing: [try #require(AddressBlock("127.0.0.0/8"))]) }

    private func failure(
        _ url: String, resolver: any Resolver = SystemResolver()
    ) async -> NetworkFailure? {
        let client = GuardedHTTPClient(policy: policy, resolver: resolver, clock: clock)
        do {
            let call = HTTPCall(.get, url, deadline: .seconds(30), answerLimit: .refuse(aboveBytes: 1_000))
            _ = try await client.send(call)
            return nil
        } catch { return error as? NetworkFailure }
    }

    /// The deadline may start after the server has received the call.
    private func pass(_ duration: Duration) async {
        while clock.sleeperCount == 0 { await Task.yield() }
        clock.advance(by: duration)
    }

    @Test func `covers a name server that does not answer`() async {
        let resolver = SilentResolver()
        async let found = failure("http://portal.example/", resolver: resolver)
        _ = await resolver.asked.first(1)
        await pass(.seconds(30))
        #expect(await found == .timedOut)
    }

    @Test func `covers a server that accepts the connection without a TLS handshake`() async throws {
        let connected = Received<Void>()
        let server = try await LocalServer.startMute { connected.add(()) }
        async let found = failure("https://127.0.0.1:\(server.port)/")
        _ = await connected.first(1)
        await pass(.seconds(30))
        #expect(await found == .timedOut)
    }

    @Test func `is not extended by a slow response`() async throws {
        let received = Received<String>()
        let (pieces, drops) = AsyncStream.makeStream(of: String.self)
        defer { drops.finish() }
        let server = try await LocalServer.start { request in
            received.add(request.uri)
            return .streamed(200, pieces: pieces)
        }
        async let found = failure(server.url)
        _ = await received.first(1)
        for _ in 0..<29 {
            drops.yield("x")
            await pass(.seconds(1))
        }
        #expect(clock.sleeperCount == 1)
        drops.yield("x")
        await pass(.seconds(1))
        #expect(await found == .timedOut)
    }
}
