import Egress
import LocalServer
import Matters
import Synchronization
import Testing

@testable import Connectors

@Suite(.timeLimit(.minutes(2))) struct `When ActionStep does not answer well` {
    @Test(arguments: [
        (
            LocalServer.Reply.answer(200, body: "<html>maintenance</html>"),
            PracticeFailure.malformed("actions: not JSON")
        ),
        (.answer(200, body: #"{"actions": [{"id": 1}"#), .malformed("actions: not JSON")),
        (.answer(200, body: ""), .malformed("actions: not JSON")),
        (.answer(200, body: #"{"participants": []}"#), .malformed("actions: no such member")),
        (.answer(200, body: #"{"actions": [{"id": 1}, {"name": "x"}]}"#), .malformed("actions[1].id")),
        (.truncated(200, body: #"{"actions": ["#), .network(.reset)), (.hangUp, .network(.reset)),
        (.answer(403), .forbidden), (.answer(404), .notFound), (.answer(422), .refused(status: 422)),
        (.answer(500), .unavailable(status: 500)), (.answer(503), .unavailable(status: 503)),
        (.answer(429, headers: [("retry-after", "3600")]), .rateLimited(retryAfterSeconds: 3_600)),
        (.answer(302, headers: [("location", "http://127.0.0.1/")]), .refused(status: 302)),
    ])
    func `the failure has a name`(reply: LocalServer.Reply, expected: PracticeFailure) async throws {
        let bench = try await PracticeBench { _ in reply }
        let found = await failure { () throws(PracticeFailure) in try await bench.client.matterPage(1) }
        #expect(found == expected)
    }

    @Test func `an unreachable system is a network failure`() async throws {
        let bench = try await PracticeBench { _ in .answer(204) }
        await bench.server.stop()
        let found = await failure { () throws(PracticeFailure) in try await bench.client.matterPage(1) }
        #expect(found == .network(.refused))
    }

    @Test func `a 429 is waited out for as long as it says, and asked again`() async throws {
        let calls = Mutex(0)
        let bench = try await PracticeBench { _ in
            calls.withLock {
                $0 += 1; return $0
            } <= 2
                ? .answer(429, headers: [("retry-after", "7")]) : .answer(200, body: #"{"actions": {"id": 1}}"#)
        }
        #expect(try await bench.client.matterPage(1).matters == ["1"])
        #expect(bench.clock.now.offset == .seconds(14))
    }

    @Test func `a passing 500 is asked again when reading, and not when writing`() async throws {
        let calls = Mutex(0)
        let bench = try await PracticeBench { _ in
            calls.withLock {
                $0 += 1; return $0
            } == 1 ? .answer(500) : .answer(204)
        }
        #expect(try await bench.client.hooks().isEmpty)
        calls.withLock { $0 = 0 }
        let found = await failure { () throws(PracticeFailure) in
            try await bench.client.createHook(event: "A", url: "u")
        }
        #expect(found == .unavailable(status: 500))
    }
}

@Suite(.timeLimit(.minutes(2))) struct `Keeping a grant` {
    /// Takes `AT-2` only, and gives it out once.
    static func bench(
        expiresIn: Duration? = nil, vault: TokenVault? = nil, refusesRefresh: Bool = false
    ) async throws -> PracticeBench {
        let refreshes = Mutex(1)
        return try await PracticeBench(expiresIn: expiresIn, vault: vault) { request in
            if request.uri.hasSuffix("/oauth/token") {
                let number = refreshes.withLock {
                    $0 += 1; return $0
                }
                let isCurrent = request.bodyText.contains("refresh_token=RT-\(number - 1)&")
                guard isCurrent, !refusesRefresh else { return .answer(400, body: #"{"error": "invalid_grant"}"#) }
                return PracticeBench.tokens(number, endpoint: "http://\(request.headers["host"] ?? "")/api/")
            }
            return request.headers["authorization"] == "Bearer AT-1" ? .answer(401) : .answer(204)
        }
    }

    @Test func `fifty callers with a stale token refresh it once`() async throws {
        let bench = try await Self.bench()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 { group.addTask { _ = try await bench.client.hooks() } }
            try await group.waitForAll()
        }
        #expect(bench.uris.filter { $0.hasSuffix("/oauth/token") }.count == 1)
        #expect(bench.saved.all.map(\.refreshToken) == ["RT-2"])
    }

    @Test func `a grant about to run out is refreshed ahead`() async throws {
        let bench = try await Self.bench(expiresIn: .seconds(30))
        _ = try await bench.client.hooks()
        #expect(bench.uris.first == "/api/oauth/token")
        #expect(bench.uris.count == 2)
        #expect(bench.saved.all.first?.expiresAt == bench.start + .seconds(28_800))
    }

    @Test func `a new pair is not used before it is stored, nor lost when it cannot be`() async throws {
        struct Full: Error {}
        let saves = Mutex(0)
        let vault = TokenVault { _ in
            if saves.withLock({
                $0 += 1; return $0
            }) == 1 {
                throw Full()
            }
        }
        let bench = try await Self.bench(vault: vault)
        let found = await failure { () throws(PracticeFailure) in try await bench.client.hooks() }
        #expect(found == .unavailable(status: 0))
        #expect(!bench.received.all.contains { $0.headers["authorization"] == "Bearer AT-2" })
        #expect(try await bench.client.hooks().isEmpty)
        #expect(bench.uris.filter { $0.hasSuffix("/oauth/token") }.count == 1)
    }

    @Test func `a burnt grant says so without asking again, until the firm is connected anew`() async throws {
        let stored = Mutex<OAuthTokens?>(nil)
        let vault = TokenVault(load: { stored.withLock { $0 } }, save: { _ in })
        let bench = try await Self.bench(vault: vault, refusesRefresh: true)
        for _ in 0..<3 {
            let found = await failure { () throws(PracticeFailure) in try await bench.client.hooks() }
            #expect(found == .unauthorized)
        }
        #expect(bench.uris.count == 2)
        stored.withLock {
            $0 = OAuthTokens(
                accessToken: "AT-9", refreshToken: "RT-9", apiEndpoint: bench.server.url + "/api/rest/", expiresAt: nil)
        }
        #expect(try await bench.client.hooks().isEmpty)
        #expect(bench.uris.count == 3)
    }

    @Test(arguments: [2, TokenKeeper.vaultReadsMax + 1, TokenKeeper.vaultReadsMax + 2])
    func `a pair that another process stores shortly after ours was refused is waited for, but not for long`(
        look: Int
    ) async throws {
        let looks = Mutex(0)
        let endpoint = Mutex("")
        let vault = TokenVault(
            load: {
                let current = looks.withLock {
                    $0 += 1
                    return $0
                }
                guard current >= look else { return nil }
                return OAuthTokens(
                    accessToken: "AT-7", refreshToken: "RT-7", apiEndpoint: endpoint.withLock { $0 }, expiresAt: nil)
            }, save: { _ in })
        let bench = try await Self.bench(vault: vault, refusesRefresh: true)
        endpoint.withLock { $0 = bench.server.url + "/api" }
        let found = await failure { () throws(PracticeFailure) in try await bench.client.hooks() }
        // The first look comes before the refresh.
        #expect(found == (look <= TokenKeeper.vaultReadsMax + 1 ? nil : .unauthorized))
        #expect(try await bench.client.hooks().isEmpty)
    }

    @Test func `a grant that another process has refreshed is taken from the vault`() async throws {
        let endpoint = Mutex("")
        let vault = TokenVault(
            load: {
                OAuthTokens(
                    accessToken: "AT-7", refreshToken: "RT-7", apiEndpoint: endpoint.withLock { $0 }, expiresAt: nil)
            }, save: { _ in })
        let bench = try await Self.bench(vault: vault)
        endpoint.withLock { $0 = bench.server.url + "/api" }
        #expect(try await bench.client.hooks().isEmpty)
        #expect(!bench.uris.contains { $0.hasSuffix("/oauth/token") })
    }

    @Test func `a caller that is cancelled does not take the refresh with it`() async throws {
        let bench = try await Self.bench()
        let caller = Task { await failure { () throws(PracticeFailure) in try await bench.client.hooks() } }
        _ = await bench.received.first(2)
        caller.cancel()
        #expect(await bench.saved.first(1).first?.accessToken == "AT-2")
        _ = await caller.value
    }
}
