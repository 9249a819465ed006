import FoundationEssentials
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

@Suite struct `OAuth for LawVu` {
    static let back = "http://127.0.0.1:8080/back"
    let lawVu: LawVuFixture
    let settings: SandboxSettings

    init() async throws {
        lawVu = try await LawVuFixture(matters: 1)
        settings = try #require(try await lawVu.sandbox.store.read { try SandboxSettings.load(in: $0) })
    }

    private var query: String {
        "response_type=code&client_id=\(settings.clientID)&redirect_uri=\(Self.back.percentEncoded)&state=s1"
    }

    private func code(as user: LawVuUser = LawVuSetUp.colleague) async throws -> String {
        let answer = try await lawVu.sandbox.submit("/lawvu/authorize", query + "&decision=allow&user=\(user.id)")
        let location = try #require(answer.headers[.location])
        #expect(location.hasPrefix(Self.back + "?code=LC-"))
        return try #require(location.split(separator: "code=").last?.split(separator: "&").first.map(String.init))
    }

    private func token(_ form: String, secret: Bool = true) async throws -> Fixture.Answer {
        let client = "&client_id=\(settings.clientID)" + (secret ? "&client_secret=\(settings.clientSecret)" : "")
        return try await lawVu.sandbox.submit("/lawvu/account-apis/v1/auth/token", form + client)
    }

    private func redeem(_ code: String, back: String = back, secret: Bool = true) async throws -> Fixture.Answer {
        try await token(
            "grant_type=authorization_code&code=\(code)&redirect_uri=\(back.percentEncoded)", secret: secret)
    }

    @Test func `the consent page offers all users and rejects an unknown one`() async throws {
        let page = try await lawVu.sandbox.call(.get, "/lawvu/authorize?" + query)
        #expect(page.status == 200)
        for user in LawVuSetUp.users { #expect(page.text.contains(user.fullName)) }
        let nobody = try await lawVu.sandbox.submit("/lawvu/authorize", query + "&decision=allow&user=x")
        #expect(nobody.status == 400)
        let denied = try await lawVu.sandbox.submit("/lawvu/authorize", query + "&decision=deny")
        #expect(denied.headers[.location] == Self.back + "?error=access_denied&state=s1")
    }

    @Test func `an authorization code is exchanged for tokens of the chosen user`() async throws {
        let reply = try await redeem(try await code())
        #expect(reply.status == 200)
        #expect(
            reply.json.members?.entries.map(\.name) == [
                "access_token", "token_type", "expires_in", "refresh_token", "userName", "userId", "expires", "gateway",
                "emailDomain",
            ])
        #expect(reply.json["userId"]?.string == LawVuSetUp.colleague.id)
        let access = try #require(reply.json["access_token"]?.string)
        let made = try await lawVu.call(.post, "v2/matters", #"{"name": "A", "typeId": 7492}"#, as: access)
        #expect(made.json["created"]?["userName"]?.string == LawVuSetUp.colleague.email)
    }

    @Test func `the claims of an access token are readable, and a forged token is rejected`() async throws {
        let parts = lawVu.token.split(separator: ".").map(String.init)
        #expect(parts.count == 3)
        var claims = parts[1].replacing("-", with: "+").replacing("_", with: "/")
        claims += String(repeating: "=", count: (4 - claims.count % 4) % 4)
        let json = try JSONReader.parse(Array(try #require(Data(base64Encoded: claims))))
        #expect(json["sub"]?.string == LawVuSetUp.counsel.id)
        #expect(json["organisationId"] == 8_134)
        #expect(json.members?.entries.map(\.name) == ["sub", "name", "organisationId", "iat", "exp"])
        let forged = [parts[0], parts[1], String(parts[2].reversed())].joined(separator: ".")
        #expect(try await lawVu.call(.get, "v2/matters", as: forged).status == 401)
    }

    @Test func `refresh tokens and codes work once, and a repeated code revokes the tokens of its grant`() async throws
    {
        let code = try await code()
        let first = try await redeem(code).json
        let refresh = "grant_type=refresh_token&refresh_token=\(first["refresh_token"]?.string ?? "")"
        let second = try await token(refresh)
        #expect(second.status == 200)
        let again = try await token(refresh)
        #expect(again.status == 400)
        #expect(again.json["error"] == "invalid_grant")
        let access = try #require(second.json["access_token"]?.string)
        #expect(try await lawVu.call(.get, "v2/matters", as: access).status == 200)
        #expect(try await redeem(code).status == 400)
        #expect(try await lawVu.call(.get, "v2/matters", as: access).status == 401)
    }

    @Test func `the redirect URI must match exactly, and a public client needs no secret`() async throws {
        let elsewhere = try await redeem(try await code(), back: Self.back + "/")
        #expect(elsewhere.status == 400)
        #expect(try await redeem(try await code(), secret: false).status == 200)
        let stranger = try await lawVu.sandbox.submit(
            "/lawvu/account-apis/v1/auth/token", "grant_type=refresh_token&client_id=x")
        #expect(stranger.status == 401)
    }

    @Test func `the tokens of the ready file do not expire when the test clock moves`() async throws {
        _ = try await lawVu.sandbox.call(.post, "/control/clock", #"{"advance": 4000000000}"#)
        #expect(try await lawVu.call(.get, "v2/matters").status == 200)
        let ready = try await lawVu.sandbox.sandbox.lawVu.readyFileEntry(url: "http://h")
        #expect(ready["url"] == "http://h/lawvu")
        #expect(ready["access_token"]?.string == lawVu.token)
        #expect(ready["second_user"]?["access_token"]?.string == lawVu.colleagueToken)
    }
}
