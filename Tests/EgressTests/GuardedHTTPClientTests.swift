import Egress
import HTTPTypes
import LocalServer
import Matters
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(2))) struct `What the guarded client dials` {
    private let loopback: NetworkPolicy
    init() throws { loopback = NetworkPolicy(allowing: [try #require(AddressBlock("127.0.0.0/8"))]) }

    private func failure(_ client: GuardedHTTPClient, _ url: String) async -> NetworkFailure? {
        do {
            _ = try await client.send(Self.get(url))
            return nil
        } catch { return error as? NetworkFailure }
    }

    private static func get(_ url: String, limit: HTTPCall.AnswerLimit = .refuse(aboveBytes: 1_000)) -> HTTPCall {
        HTTPCall(.get, url, deadline: .seconds(30), answerLimit: limit)
    }

    @Test(arguments: [
        ("http://127.0.0.1:PORT/", NetworkFailure.privateAddress), ("http://localhost:PORT/", .privateAddress),
        ("http://127.1:PORT/", .invalidURL), ("http://2130706433:PORT/", .invalidURL),
        ("http://0x7f000001:PORT/", .invalidURL), ("http://017700000001:PORT/", .invalidURL),
        ("http://[::ffff:127.0.0.1]:PORT/", .privateAddress), ("http://0:PORT/", .invalidURL),
        ("http://[::]:PORT/", .privateAddress), ("http://LOCALHOST.:PORT/", .privateAddress),
    ])
    func `no spelling of loopback is dialled`(template: String, expected: NetworkFailure) async throws {
        let received = Received<String>()
        let server = try await LocalServer.start { request in
            received.add(request.uri)
            return .answer(200)
        }
        let client = GuardedHTTPClient(policy: .publicInternet)
        let found = await failure(client, template.replacing("PORT", with: "\(server.port)"))
        #expect(found == expected)
        #expect(received.all.isEmpty)
    }

    @Test func `a name with an address outside the named networks is not dialled without TLS where TLS is required`()
        async throws
    {
        let named = [try #require(AddressBlock("127.0.0.0/8"))]
        let client = GuardedHTTPClient(
            policy: NetworkPolicy(allowing: named, requiresTLSOutside: true), resolver: ScriptedResolver(["8.8.8.8"]))
        #expect(await failure(client, "http://portal.example:1/") == .tls)
    }

    @Test func `a name is dialled at the address that was checked, with its own host header`() async throws {
        let received = Received<String>()
        let server = try await LocalServer.start { request in
            received.add(request.headers["host"] ?? "")
            return .answer(200)
        }
        let resolver = ScriptedResolver(["10.0.0.1", "127.0.0.1"], ["10.0.0.1"], [])
        let client = GuardedHTTPClient(policy: loopback, resolver: resolver)
        let url = "http://portal.example:\(server.port)/"
        #expect(try await client.send(Self.get(url)).status == 200)
        #expect(received.all == ["portal.example:\(server.port)"])
        #expect(await failure(client, url) == .privateAddress)
        #expect(await failure(client, url) == .dns)
    }

    @Test func `when one address refuses, the next of the name is dialled`() async throws {
        let server = try await LocalServer.start { _ in .answer(200) }
        let client = GuardedHTTPClient(policy: loopback, resolver: ScriptedResolver(["127.0.0.9", "127.0.0.1"]))
        #expect(try await client.send(Self.get("http://two.example:\(server.port)/")).status == 200)
    }

    @Test func `a redirect is not followed`() async throws {
        let elsewhere = Received<String>()
        let other = try await LocalServer.start { request in
            elsewhere.add(request.uri)
            return .answer(200)
        }
        let server = try await LocalServer.start { _ in .answer(302, headers: [("location", other.url)]) }
        let client = GuardedHTTPClient(policy: loopback)
        #expect(try await client.send(Self.get(server.url)).status == 302)
        #expect(elsewhere.all.isEmpty)
    }

    @Test func `plain text where TLS was asked for is a failure of TLS`() async throws {
        let server = try await LocalServer.start { _ in .answer(200) }
        let client = GuardedHTTPClient(policy: loopback)
        #expect(await failure(client, "https://127.0.0.1:\(server.port)/") == .tls)
    }

    @Test(arguments: [LocalServer.Reply.silence, .stalled(200, body: "so far")])
    func `one deadline covers the head and the body`(reply: LocalServer.Reply) async throws {
        let received = Received<String>()
        let server = try await LocalServer.start { request in
            received.add(request.uri)
            return reply
        }
        let clock = ManualClock()
        let client = GuardedHTTPClient(policy: loopback, clock: clock)
        async let found = failure(client, server.url)
        _ = await received.first(1)
        clock.advance(by: .seconds(30))
        #expect(await found == .timedOut)
    }

    @Test(arguments: [(9, 9), (10, 10), (11, 10)])
    func `a response is cut at its limit`(bytes: Int, read: Int) async throws {
        let server = try await LocalServer.start { _ in .answer(200, body: String(repeating: "x", count: bytes)) }
        let client = GuardedHTTPClient(policy: loopback)
        #expect(try await client.send(Self.get(server.url, limit: .cut(atBytes: 10))).body.count == read)
    }

    @Test(arguments: [(9, nil), (10, nil), (11, NetworkFailure.tooLarge)])
    func `a response that is parsed must not be longer than its limit`(
        bytes: Int, expected: NetworkFailure?
    ) async throws {
        let server = try await LocalServer.start { _ in .answer(200, body: String(repeating: "x", count: bytes)) }
        let client = GuardedHTTPClient(policy: loopback)
        var found: NetworkFailure?
        do { _ = try await client.send(Self.get(server.url, limit: .refuse(aboveBytes: 10))) } catch {
            found = error as? NetworkFailure
        }
        #expect(found == expected)
    }

    @Test func `many names are served with few clients`() async throws {
        let server = try await LocalServer.start { _ in .answer(200) }
        var limits = GuardedHTTPClient.Limits()
        limits.pinnedClientsMax = 2
        let client = GuardedHTTPClient(policy: loopback, resolver: ScriptedResolver(["127.0.0.1"]), limits: limits)
        for name in 0..<8 {
            #expect(try await client.send(Self.get("http://N\(name).Example:\(server.port)/")).status == 200)
        }
    }

    @Test func `a client that was shut down sends nothing more`() async throws {
        let server = try await LocalServer.start { _ in .answer(200) }
        let client = GuardedHTTPClient(policy: loopback)
        _ = try await client.send(Self.get(server.url))
        await client.shutDown()
        await #expect(throws: CancellationError.self) { try await client.send(Self.get(server.url)) }
    }
}

private final class Gauge: Sendable {
    private let counts = Mutex((now: 0, most: 0, all: 0))
    var most: Int { counts.withLock { $0.most } }
    var all: Int { counts.withLock { $0.all } }
    func enter() { counts.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1), $0.all + 1) } }
    func leave() { counts.withLock { $0.now -= 1 } }
}

@Suite(.timeLimit(.minutes(2))) struct `A semaphore` {
    @Test func `limits how many bodies run at a time, and runs all of them`() async throws {
        let semaphore = AsyncSemaphore(3)
        let gauge = Gauge()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    try await semaphore.withPermit {
                        gauge.enter()
                        await Task.yield()
                        gauge.leave()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(gauge.most <= 3)
        #expect(gauge.all == 100)
    }

    @Test func `a waiter that is cancelled leaves the queue without losing a permit`() async throws {
        let semaphore = AsyncSemaphore(1)
        let started = Received<Void>()
        let go = ManualClock()
        async let holder: Void = semaphore.withPermit {
            started.add(())
            try await go.sleep(for: .seconds(1))
        }
        _ = await started.first(1)
        let waiter = Task { try await semaphore.withPermit {} }
        waiter.cancel()
        await #expect(throws: CancellationError.self) { try await waiter.value }
        go.advance(by: .seconds(1))
        try await holder
        try await semaphore.withPermit {}
    }
}
