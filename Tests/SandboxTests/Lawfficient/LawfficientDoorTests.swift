import Foundation
import HTTPTypes
import Matters
import Storage
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `The door of Lawfficient` {
    @Test(arguments: [
        ("", "missing_key", 401), ("Basic abc", "missing_key", 401), ("Bearer ", "missing_key", 401),
        ("Bearer lak_unknown", "invalid_key", 401), ("Bearer AT-something", "invalid_key", 401),
    ])
    func `wants a key that it knows`(_ header: String, _ code: String, _ status: Int) async throws {
        let answer = try await LawfficientFixture(matters: 1).call(
            .get, "leads", headers: [.authorization: header])
        #expect(answer.status == status)
        #expect(
            answer.json == [
                "error": ["code": .string(code), "message": answer.json["error"]?["message"] ?? .null, "details": nil]
            ])
        #expect(answer.headers[.wwwAuthenticate] == "Bearer")
    }

    @Test func `is closed to a key that was disabled`() async throws {
        let desk = try await LawfficientFixture(matters: 1)
        let key = try await desk.intake.change { try $0.createKey(name: "Old", scopes: [.leadsRead]) }
        #expect(try await desk.call(.get, "leads", key: key.secret).status == 200)
        _ = try await desk.store.write { try APIKeys.setDisabled(true, key.id, in: $0) }
        let answer = try await desk.call(.get, "leads", key: key.secret)
        #expect(answer.status == 403)
        #expect(answer.json["error"]?["code"] == "key_disabled")
    }

    /// Each operation with the one scope that opens it. Nothing here is found: what matters is who is let in.
    @Test(arguments: [
        ("GET", "leads", APIScope.leadsRead), ("GET", "leads/x", .leadsRead), ("POST", "leads", .leadsWrite),
        ("PATCH", "leads/x", .leadsWrite), ("POST", "leads/x/archive", .leadsWrite),
        ("POST", "leads/x/unarchive", .leadsWrite), ("GET", "consultations", .consultationsRead),
        ("GET", "consultations/x", .consultationsRead), ("POST", "consultations", .consultationsWrite),
        ("PATCH", "consultations/x", .consultationsWrite), ("GET", "attorneys", .consultationsRead),
    ])
    func `opens each operation to its scope alone`(_ method: String, _ path: String, _ scope: APIScope) async throws {
        let desk = try await LawfficientFixture(matters: 1)
        let method = try #require(HTTPRequest.Method(method))
        for held in APIScope.allCases {
            let key = try await desk.intake.change { try $0.createKey(name: "One", scopes: [held]) }
            let code = try await desk.code(method, path, method == .get ? nil : "{}", key: key.secret)
            #expect((code == "insufficient_scope") == (held != scope), "\(held)")
        }
    }

    @Test(arguments: [
        ("GET", "nothing", 404), ("POST", "leads/x/delete", 404), ("GET", "leads/x/y/z", 404),
        ("DELETE", "leads/x", 405), ("PUT", "leads/x", 405), ("GET", "leads/x/archive", 405),
        ("POST", "attorneys", 405),
    ])
    func `says what it does not have`(_ method: String, _ path: String, _ status: Int) async throws {
        let desk = try await LawfficientFixture(matters: 1)
        let answer = try await desk.call(try #require(HTTPRequest.Method(method)), path)
        #expect(answer.status == status)
        #expect(answer.json["error"]?["code"] == (status == 404 ? "not_found" : "method_not_allowed"))
    }

    @Test(arguments: [
        ("{", 400, "invalid_json"), ("", 400, "invalid_json"), ("[]", 400, "invalid_json"), ("7", 400, "invalid_json"),
        (String(repeating: " ", count: 65_537), 413, "payload_too_large"),
        ("{}" + String(repeating: " ", count: 65_534), 422, "invalid_request"),
    ])
    func `refuses a body that is none, or too large`(_ body: String, _ status: Int, _ code: String) async throws {
        let answer = try await LawfficientFixture(matters: 1).call(.post, "leads", body)
        #expect(answer.status == status)
        #expect(answer.json["error"]?["code"]?.string == code)
    }

    @Test(arguments: [
        (nil, "2026-07-01"), ("2026-07-01", "2026-07-01"), (" 2025-01-01 ", "2025-01-01"), ("", "2026-07-01"),
    ])
    func `names the version of each answer, the bad ones too`(_ asked: String?, _ echoed: String) async throws {
        let desk = try await LawfficientFixture(matters: 1)
        let name = try #require(HTTPField.Name("Lawfficient-Version"))
        for path in ["leads", "leads/x", "nothing"] {
            var headers = HTTPFields()
            headers[name] = asked
            #expect(try await desk.call(.get, path, headers: headers).headers[name] == echoed)
        }
    }

    @Test(arguments: [
        ("", 50), ("limit=1", 1), ("limit=200", 200), ("limit=201", 200), ("limit=0", 50), ("limit=-3", 50),
        ("limit=x", 50),
    ])
    func `gives pages of the size that is asked for`(_ query: String, _ count: Int) async throws {
        let answer = try await LawfficientFixture(matters: 210).call(.get, "leads?" + query)
        #expect(answer.json["data"]?.array?.count == count)
        #expect(answer.json["next_cursor"]?.string != nil)
    }

    @Test(arguments: ["leads", "consultations"])
    func `walks a list to its end, newest first, whatever comes in the meantime`(_ resource: String) async throws {
        let desk = try await LawfficientFixture(matters: 30)
        let all = try await desk.call(.get, resource + "?limit=200").json["data"]?.array ?? []
        var (walked, cursor): ([JSONValue], String?) = ([], "")
        while let from = cursor {
            let page = try await desk.call(.get, "\(resource)?limit=7&cursor=\(from)").json
            walked += page["data"]?.array ?? []
            cursor = page["next_cursor"]?.string
            if walked.count == 7 { _ = try await desk.book() }
        }
        #expect(walked == all)
        let moments = walked.compactMap { $0["created_at"]?.string }
        #expect(moments == moments.sorted(by: >))
        #expect(moments.count == all.count && all.count > 20)
    }

    @Test(arguments: ["x", "%20", "YmVmb3JlIHg", "0"])
    func `refuses a cursor that it never gave out`(_ cursor: String) async throws {
        let answer = try await LawfficientFixture(matters: 1).call(.get, "leads?cursor=" + cursor)
        #expect(answer.status == 400)
        #expect(answer.json["error"]?["code"] == "invalid_cursor")
    }

    @Test func `lists the attorneys who take consultations, all or those who can be booked`() async throws {
        let desk = try await LawfficientFixture(matters: 1)
        let all = try await desk.call(.get, "attorneys").json
        #expect(all["next_cursor"] == .null)
        #expect(all["data"]?.array?.count == 4)
        #expect(
            all["data"]?[0]?.members?.entries.map(\.name) == [
                "id", "name", "email", "role", "schedulable", "has_office_hours",
            ])
        let bookable = try await desk.call(.get, "attorneys?has_office_hours=true").json["data"]?.array ?? []
        #expect(bookable.count == 3 && bookable.allSatisfy { $0["has_office_hours"] == true })
    }

    @Test func `lets a key in a hundred and twenty times a minute, and tells when it will again`() async throws {
        let desk = try await LawfficientFixture(matters: 1)
        for _ in 0..<RequestWindow.requestsMax { #expect(try await desk.call(.get, "leads?limit=1").status == 200) }
        let answer = try await desk.call(.get, "leads?limit=1")
        #expect(answer.status == 429)
        #expect(answer.headers[.retryAfter] == "60")
        #expect(answer.json["error"]?["code"] == "rate_limited")
        let other = try await desk.intake.change { try $0.createKey(name: "Other", scopes: [.leadsRead]) }
        #expect(try await desk.call(.get, "leads?limit=1", key: other.secret).status == 200)
    }

    @Test(arguments: [
        ("error", 500, "internal_error"), ("down", 503, "unavailable"), ("rate_limit", 429, "rate_limited"),
    ])
    func `fails as the faults ask, in its own shape, before anything is written`(
        _ fault: String, _ status: Int, _ code: String
    ) async throws {
        let desk = try await LawfficientFixture(matters: 1)
        _ = try await desk.fixture.call(.put, "/control/faults", #"{"api": {"\#(fault)": 1}}"#)
        let answer = try await desk.call(.post, "leads", LawfficientFixture.lead())
        #expect(answer.status == status)
        #expect(answer.json["error"]?["code"]?.string == code)
        #expect(answer.headers[.retryAfter] == (status == 429 ? "1" : nil))
        #expect(try await desk.store.read { try Leads.count(in: $0) } == 1)
    }

    @Test func `is counted by the controls and named in the ready file`() async throws {
        let desk = try await LawfficientFixture(matters: 40)
        let counts = try await desk.fixture.call(.get, "/control/world").json["lawfficient"]
        #expect(counts?["leads"] == 40)
        #expect(counts?["consultations"]?.integer ?? 0 > 20)
        #expect(counts?["attorneys"] == 4)
        let file = try await ReadyFile(
            url: "http://127.0.0.1:9000", systems: [desk.fixture.sandbox.lawfficient])
        #expect(file.json["lawfficient"]?["url"] == "http://127.0.0.1:9000/lawfficient/api")
        #expect(file.json["lawfficient"]?["api_key"]?.string?.hasPrefix("lak_") == true)
    }
}

@Suite struct `A request that is sent twice` {
    @Test func `makes one lead and is answered alike, whatever became of the lead`() async throws {
        let desk = try await LawfficientFixture(matters: 1)
        let first = try await desk.once("k-1", "leads", LawfficientFixture.lead())
        let id = try #require(first.json["id"]?.string)
        _ = try await desk.call(.patch, "leads/" + id, #"{"first_name": "Grace"}"#)
        let again = try await desk.once("k-1", "leads", LawfficientFixture.lead())
        #expect(again.status == 201)
        #expect(again.json == first.json)
        #expect(try await desk.store.read { try Leads.count(in: $0) } == 2)
    }

    @Test func `makes one lead also when both come at once`() async throws {
        let desk = try await LawfficientFixture(matters: 1)
        let answers = try await withThrowingTaskGroup(of: Fixture.Answer.self) { group in
            for _ in 0..<8 { group.addTask { try await desk.once("k-1", "leads", LawfficientFixture.lead()) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(answers.map(\.text)).count == 1)
        #expect(try await desk.store.read { try Leads.count(in: $0) } == 2)
    }

    @Test func `books one time`() async throws {
        let desk = try await LawfficientFixture(matters: 1)
        let lead = try #require(try await desk.makeLead()["id"]?.string)
        let body = desk.booking(of: lead, with: try await desk.attorneys()[0])
        let first = try await desk.once("k-1", "consultations", body)
        #expect(first.status == 201)
        #expect(try await desk.once("k-1", "consultations", body).json == first.json)
        #expect(try await desk.once("k-2", "consultations", body).status == 409)
    }

    @Test func `is refused when it asks for something else under the same key`() async throws {
        let desk = try await LawfficientFixture(matters: 1)
        _ = try await desk.once("k-1", "leads", LawfficientFixture.lead())
        let other = try await desk.once("k-1", "leads", LawfficientFixture.lead("Grace"))
        #expect(other.status == 422)
        #expect(other.json["error"]?["message"]?.string?.contains("Idempotency-Key") == true)
        #expect(try await desk.store.read { try Leads.count(in: $0) } == 2)
    }

    @Test func `may use a key again that made nothing, or that another key of the firm has used`() async throws {
        let desk = try await LawfficientFixture(matters: 1)
        #expect(try await desk.once("k-1", "leads", "{}").status == 422)
        #expect(try await desk.once("k-1", "leads", LawfficientFixture.lead()).status == 201)
        let other = try await desk.intake.change { try $0.createKey(name: "Other", scopes: [.leadsWrite]) }
        let name = try #require(HTTPField.Name("Idempotency-Key"))
        let answer = try await desk.call(
            .post, "leads", LawfficientFixture.lead("Grace"), key: other.secret, headers: [name: "k-1"])
        #expect(answer.status == 201)
    }

    @Test(arguments: [(86_399, 1), (86_400, 2)])
    func `is remembered for a day`(_ secondsLater: Int64, _ leads: Int) async throws {
        let desk = try await LawfficientFixture(matters: 1)
        let draft = LeadDraft(firstName: "Ada", lastName: "L", source: "s", email: "a@b.example")
        for moment in [Fixture.now, Fixture.now + .seconds(secondsLater)] {
            let intake = desk.intake(at: moment)
            let request = try IdempotentRequest("k-1", of: desk.key.id, "create a lead", [:])
            _ = try await intake.change { change in try change.once(request) { try change.create(draft).json } }
        }
        #expect(try await desk.store.read { try Leads.count(in: $0) } == 1 + leads)
    }

    @Test(arguments: [(255, 201), (256, 422)])
    func `has a key of 255 characters at most`(_ count: Int, _ status: Int) async throws {
        let desk = try await LawfficientFixture(matters: 1)
        let key = String(repeating: "k", count: count)
        #expect(try await desk.once(key, "leads", LawfficientFixture.lead()).status == status)
    }
}
