import Egress
import LocalServer
import Matters
import Synchronization
import Testing

@testable import Connectors

/// A client of ActionStep in front of a server that answers as scripted.
final class PracticeBench: Sendable {
    let start = Instant.seconds(1_700_000_000)
    let clock = SkippingClock()
    let received = Received<LocalServer.Request>()
    let saved = Received<OAuthTokens>()
    let server: LocalServer
    let http: GuardedHTTPClient
    let keeper: TokenKeeper
    let client: ActionStepClient

    init(
        expiresIn: Duration? = nil, vault: TokenVault? = nil, limits: ActionStepLimits = .init(),
        _ respond: @escaping LocalServer.Respond
    ) async throws {
        let (received, saved, start, clock) = (received, saved, start, clock)
        server = try await LocalServer.start { request in
            received.add(request)
            return await respond(request)
        }
        http = GuardedHTTPClient(policy: NetworkPolicy(allowing: [try #require(AddressBlock("127.0.0.1"))]))
        let now: WallClock = { start + clock.now.offset }
        let oauth = ActionStepOAuth(client: http, clientID: "id", clientSecret: "secret", now: now)
        let grant = OAuthTokens(
            accessToken: "AT-1", refreshToken: "RT-1", apiEndpoint: server.url + "/api/",
            expiresAt: expiresIn.map { start + $0 })
        keeper = TokenKeeper(grant: grant, vault: vault ?? TokenVault { saved.add($0) }, clock: clock, now: now) {
            (grant) throws(PracticeFailure) in try await oauth.refresh(grant)
        }
        client = ActionStepClient(
            api: ActionStepAPI(client: http, keeper: keeper, gate: RateGate(clock: clock, now: now), limits: limits))
    }

    /// Answers by the path after `/api/rest/`; what is not scripted has no rows.
    convenience init(rest answers: [String: String]) async throws {
        try await self.init { request in
            let path = request.uri.prefix { $0 != "?" }.dropFirst("/api/rest/".count)
            return answers[String(path)].map { .answer(200, body: $0) } ?? .answer(204)
        }
    }

    var uris: [String] { received.all.map(\.uri) }

    static func tokens(_ number: Int, endpoint: String) -> LocalServer.Reply {
        .answer(
            200,
            body: """
                {"access_token": "AT-\(number)", "refresh_token": "RT-\(number)", "token_type": "bearer",
                 "expires_in": 28800, "api_endpoint": "\(endpoint)", "orgkey": "demo"}
                """)
    }
}

func failure(_ body: () async throws(PracticeFailure) -> some Any) async -> PracticeFailure? {
    do throws(PracticeFailure) {
        _ = try await body()
        return nil
    } catch { return error }
}
