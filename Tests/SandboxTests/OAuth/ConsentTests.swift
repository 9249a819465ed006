import Foundation
import HTTPTypes
import Matters
import Storage
import StorageSQLite
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `A client that a person lets in` {
    static let authorize = "/actionstep/api/oauth/authorize"
    static let back = "http://127.0.0.1:8080/back"
    let fixture: Fixture
    let client: String
    init() async throws {
        fixture = try await Fixture(matters: 1)
        let settings = try #require(try await fixture.store.read { try SandboxSettings.load(in: $0) })
        client = "client_id=\(settings.clientID)&client_secret=\(settings.clientSecret)"
    }

    func query(scope: String = "actions", back: String = back, state: String = "s1") -> String {
        "response_type=code&client_id=sandbox-client&redirect_uri=\(back.percentEncoded)&scope=\(scope.percentEncoded)&state=\(state)"
    }

    func decide(_ query: String, _ decision: String, headers: HTTPFields = [:]) async throws -> Fixture.Answer {
        try await fixture.call(
            .post, Self.authorize, query + "&decision=" + decision, type: "application/x-www-form-urlencoded",
            headers: headers)
    }

    /// The code that consent leads back with.
    func code(scope: String = "actions") async throws -> String {
        let location = try await decide(query(scope: scope), "allow").headers[.location] ?? ""
        return try #require(location.split(separator: "code=").last?.split(separator: "&").first.map(String.init))
    }

    func token(_ form: String, _ client: String? = nil) async throws -> Fixture.Answer {
        try await fixture.call(
            .post, "/actionstep/api/oauth/token", form + "&" + (client ?? self.client),
            type: "application/x-www-form-urlencoded")
    }

    func redeem(_ code: String, back: String = back) async throws -> Fixture.Answer {
        try await token("grant_type=authorization_code&code=\(code)&redirect_uri=\(back.percentEncoded)")
    }

    func read(_ path: String, _ token: JSONValue?) async throws -> Fixture.Answer {
        try await fixture.call(
            .get, "/actionstep/api/rest/" + path, headers: [.authorization: "Bearer " + (token?.string ?? "none")])
    }

    @Test func `is asked about in words, on a page that can be sent nowhere else`() async throws {
        let page = try await fixture.call(
            .get, Self.authorize + "?" + query(scope: "actions filenotes", state: "a%22%3Cb"))
        #expect(page.status == 200)
        for words in ["Let sandbox-client in?", "Matters", "File notes", "http://127.0.0.1:8080", "a&quot;&lt;b"] {
            #expect(page.text.contains(words))
        }
        let policy = try #require(page.headers[.contentSecurityPolicy])
        #expect(policy.contains("form-action 'self' http://127.0.0.1:8080;"))
        #expect(policy.contains("frame-ancestors 'none'"))
    }

    @Test func `comes to its tokens with the code, and reads what its scope names`() async throws {
        let answer = try await decide(query(), "allow")
        #expect(answer.status == 303)
        let location = try #require(answer.headers[.location])
        #expect(location.hasPrefix(Self.back + "?code=AC-"))
        #expect(location.hasSuffix("&state=s1"))
        let reply = try await redeem(try await code())
        #expect(reply.status == 200)
        let names = Set(reply.json.members?.entries.map(\.name) ?? [])
        #expect(names == ["access_token", "token_type", "expires_in", "api_endpoint", "orgkey", "refresh_token"])
        #expect(reply.json["api_endpoint"]?.string?.hasSuffix("/api/") == true)
        #expect(try await read("actions", reply.json["access_token"]).status == 200)
        for path in ["filenotes", "files/DL::Actions::70001::6", "resthooks"] {
            let refused = try await read(path, reply.json["access_token"])
            #expect(refused.status == 403)
            #expect(refused.text.contains("insufficient_scope"))
        }
    }

    @Test func `keeps its scope when it refreshes, and spends each refresh token once`() async throws {
        let first = try await redeem(try await code()).json
        let form = "grant_type=refresh_token&refresh_token="
        let second = try await token(form + (first["refresh_token"]?.string ?? "")).json
        #expect(try await read("actions", second["access_token"]).status == 200)
        #expect(try await read("filenotes", second["access_token"]).status == 403)
        let again = try await token(form + (first["refresh_token"]?.string ?? ""))
        #expect(again.status == 400)
        #expect(again.json["error"] == "invalid_grant")
        #expect(try await token(form + (second["refresh_token"]?.string ?? "")).status == 200)
    }

    @Test func `loses what a code brought when the code comes twice`() async throws {
        let code = try await code()
        let reply = try await redeem(code).json
        let again = try await redeem(code)
        #expect(again.status == 400)
        #expect(again.json["error"] == "invalid_grant")
        #expect(try await read("actions", reply["access_token"]).status == 401)
        #expect(try await fixture.rest(.get, "actions").status == 200)
    }

    @Test func `needs the code's own place of return, its secret and a code that is known`() async throws {
        let code = try await code()
        #expect(try await redeem(code, back: Self.back + "/").json["error"] == "invalid_grant")
        let wrong = try await token(
            "grant_type=authorization_code&code=\(code)&redirect_uri=\(Self.back)",
            "client_id=sandbox-client&client_secret=x")
        #expect(wrong.status == 401)
        #expect(wrong.json["error"] == "invalid_client")
        #expect(try await redeem("AC-none").json["error"] == "invalid_grant")
        #expect(try await token("grant_type=authorization_code&code=\(code)").json["error"] == "invalid_request")
        #expect(try await token("grant_type=password").json["error"] == "unsupported_grant_type")
        #expect(try await redeem(code).status == 200)
    }

    @Test func `goes back with a refusal when the person denies`() async throws {
        let answer = try await decide(query(), "deny")
        #expect(answer.headers[.location] == Self.back + "?error=access_denied&state=s1")
        #expect(try await decide(query(), "perhaps").status == 400)
    }

    @Test func `is told what it asked wrongly, but nobody is sent on to another site`() async throws {
        let near = try await fixture.call(.get, Self.authorize + "?" + query(scope: "-"))
        #expect(near.status == 303)
        #expect(near.headers[.location] == Self.back + "?error=invalid_scope&state=s1")
        for wrong in [query(scope: "-", back: "https://far.example/"), query(back: "javascript:alert(1)")] {
            let shown = try await fixture.call(.get, Self.authorize + "?" + wrong)
            #expect(shown.status == 400)
            #expect(shown.headers[.location] == nil)
        }
    }

    @Test func `cannot have another page press the button`() async throws {
        let site = try #require(HTTPField.Name("Sec-Fetch-Site"))
        #expect(try await decide(query(), "allow", headers: [site: "cross-site"]).status == 403)
    }

    @Test(arguments: [(Tokens.codeSeconds - 1, true), (Tokens.codeSeconds, false)])
    func `has a minute for its code`(seconds: Int64, isGood: Bool) async throws {
        let code = try await code()
        let later = Tokens(
            store: fixture.store, clock: { Fixture.now + .seconds(seconds) }, random: { Array(repeating: 7, count: $0) }
        )
        let pair = try await later.redeem(code: code, redirectURI: Self.back)
        #expect((pair != nil) == isGood)
    }

    @Test(arguments: [(Tokens.refreshSeconds - 1, true), (Tokens.refreshSeconds, false)])
    func `has three weeks to come back`(seconds: Int64, isGood: Bool) async throws {
        let reply = try await redeem(try await code()).json
        let later = Tokens(
            store: fixture.store, clock: { Fixture.now + .seconds(seconds) }, random: { Array(repeating: 7, count: $0) }
        )
        let pair = try await later.refresh(reply["refresh_token"]?.string ?? "")
        #expect((pair != nil) == isGood)
    }
}
