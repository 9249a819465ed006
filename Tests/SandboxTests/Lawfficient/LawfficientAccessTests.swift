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

@Suite struct `Access to the Lawfficient API` {
    @Test(arguments: [
        ("", "missing_key", 401), ("Basic abc", "missing_key", 401), ("Bearer ", "missing_key", 401),
        ("Bearer lak_unknown", "invalid_key", 401), ("Bearer AT-something", "invalid_key", 401),
    ])
    func `a request without a known key is rejected`(_ header: String, _ code: String, _ status: Int) async throws {
        let answer = try await LawfficientFixture(matters: 1).call(
            .get, "leads", headers: [.authorization: header])
        #expect(answer.status == status)
        #expect(
            answer.json == [
                "error": ["code": .string(code), "message": answer.json["error"]?["message"] ?? .null, "details": nil]
            ])
        #expect(answer.headers[.wwwAuthenticate] == "Bearer")
    }

    @Test func `a disabled key is rejected`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let key = try await lawfficient.intake.change { try $0.createKey(name: "Old", scopes: [.leadsRead]) }
        #expect(try await lawfficient.call(.get, "leads", key: key.secret).status == 200)
        try await lawfficient.intake.change { try $0.setKeyDisabled(true, key.id) }
        let answer = try await lawfficient.call(.get, "leads", key: key.secret)
        #expect(answer.status == 403)
        #expect(answer.json["error"]?["code"] == "key_disabled")
    }

    /// Each operation with the scope it requires. The resources do not exist: only the authorization is tested.
    @Test(arguments: [
        ("GET", "leads", APIScope.leadsRead), ("GET", "leads/x", .leadsRead), ("POST", "leads", .leadsWrite),
        ("PATCH", "leads/x", .leadsWrite), ("POST", "leads/x/archive", .leadsWrite),
        ("POST", "leads/x/unarchive", .leadsWrite), ("GET", "consultations", .consultationsRead),
        ("GET", "consultations/x", .consultationsRead), ("POST", "consultations", .consultationsWrite),
        ("PATCH", "consultations/x", .consultationsWrite), ("GET", "attorneys", .consultationsRead),
    ])
    func `each operation requires its scope`(_ method: String, _ path: String, _ scope: APIScope) async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let method = try #require(HTTPRequest.Method(method))
        for held in APIScope.allCases {
            let key = try await lawfficient.intake.change { try $0.createKey(name: "One", scopes: [held]) }
            let code = try await lawfficient.code(method, path, method == .get ? nil : "{}", key: key.secret)
            #expect((code == "insufficient_scope") == (held != scope), "\(held)")
        }
    }

    @Test(arguments: [
        ("GET", "nothing", 404), ("POST", "leads/x/delete", 404), ("GET", "leads/x/y/z", 404),
        ("DELETE", "leads/x", 405), ("PUT", "leads/x", 405), ("GET", "leads/x/archive", 405),
        ("POST", "attorneys", 405),
    ])
    func `an unknown path or method is rejected`(_ method: String, _ path: String, _ status: Int) async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let answer = try await lawfficient.call(try #require(HTTPRequest.Method(method)), path)
        #expect(answer.status == status)
        #expect(answer.json["error"]?["code"] == (status == 404 ? "not_found" : "method_not_allowed"))
    }

    @Test(arguments: [
        ("{", 400, "invalid_json"), ("", 400, "invalid_json"), ("[]", 400, "invalid_json"), ("7", 400, "invalid_json"),
        (String(repeating: " ", count: 65_537), 413, "payload_too_large"),
        ("{}" + String(repeating: " ", count: 65_534), 422, "invalid_request"),
    ])
    func `an invalid or too large body is rejected`(_ body: String, _ status: Int, _ code: String) async throws {
        let answer = try await LawfficientFixture(matters: 1).call(.post, "leads", body)
        #expect(answer.status == status)
        #expect(answer.json["error"]?["code"]?.string == code)
    }

    @Test(arguments: [
        (nil, "2026-07-01"), ("2026-07-01", "2026-07-01"), (" 2025-01-01 ", "2025-01-01"), ("", "2026-07-01"),
    ])
    func `each response names the version, errors too`(_ asked: String?, _ echoed: String) async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let name = try #require(HTTPField.Name("Lawfficient-Version"))
        for path in ["leads", "leads/x", "nothing"] {
            var headers = HTTPFields()
            headers[name] = asked
            #expect(try await lawfficient.call(.get, path, headers: headers).headers[name] == echoed)
        }
    }

    @Test(arguments: [
        ("", 50), ("limit=1", 1), ("limit=200", 200), ("limit=201", 200), ("limit=0", 50), ("limit=-3", 50),
        ("limit=x", 50),
    ])
    func `a list has pages of the requested size`(_ query: String, _ count: Int) async throws {
        let answer = try await LawfficientFixture(matters: 210).call(.get, "leads?" + query)
        #expect(answer.json["data"]?.array?.count == count)
        #expect(answer.json["next_cursor"]?.string != nil)
    }

    @Test(arguments: ["leads", "consultations"])
    func `paging reaches the end of a list, newest first, while rows are added`(_ resource: String) async throws {
        let lawfficient = try await LawfficientFixture(matters: 30)
        let all = try await lawfficient.call(.get, resource + "?limit=200").json["data"]?.array ?? []
        var (walked, cursor): ([JSONValue], String?) = ([], "")
        while let from = cursor {
            let page = try await lawfficient.call(.get, "\(resource)?limit=7&cursor=\(from)").json
            walked += page["data"]?.array ?? []
            cursor = page["next_cursor"]?.string
            if walked.count == 7 { _ = try await lawfficient.book() }
        }
        #expect(walked == all)
        let moments = walked.compactMap { $0["created_at"]?.string }
        #expect(moments == moments.sorted(by: >))
        #expect(moments.count == all.count && all.count > 20)
    }

    @Test(arguments: ["x", "%20", "YmVmb3JlIHg", "0"])
    func `an unknown cursor is rejected`(_ cursor: String) async throws {
        let answer = try await LawfficientFixture(matters: 1).call(.get, "leads?cursor=" + cursor)
        #expect(answer.status == 400)
        #expect(answer.json["error"]?["code"] == "invalid_cursor")
    }

    @Test func `attorneys are listed, all or only the bookable ones`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let all = try await lawfficient.call(.get, "attorneys").json
        #expect(all["next_cursor"] == .null)
        #expect(all["data"]?.array?.count == 4)
        #expect(
            all["data"]?[0]?.members?.entries.map(\.name) == [
                "id", "name", "email", "role", "schedulable", "has_office_hours",
            ])
        let bookable = try await lawfficient.call(.get, "attorneys?has_office_hours=true").json["data"]?.array ?? []
        #expect(bookable.count == 3 && bookable.allSatisfy { $0["has_office_hours"] == true })
    }

    @Test func `a key is limited to 120 requests a minute and gets the time to retry`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        for _ in 0..<RateLimitWindow.requestsMax {
            #expect(try await lawfficient.call(.get, "leads?limit=1").status == 200)
        }
        let answer = try await lawfficient.call(.get, "leads?limit=1")
        #expect(answer.status == 429)
        #expect(answer.headers[.retryAfter] == "60")
        #expect(answer.json["error"]?["code"] == "rate_limited")
        let other = try await lawfficient.intake.change { try $0.createKey(name: "Other", scopes: [.leadsRead]) }
        #expect(try await lawfficient.call(.get, "leads?limit=1", key: other.secret).status == 200)
    }

    @Test(arguments: [
        ("error", 500, "internal_error"), ("down", 503, "unavailable"), ("rate_limit", 429, "rate_limited"),
    ])
    func `injected faults are reported in the vendor's shape before anything is written`(
        _ fault: String, _ status: Int, _ code: String
    ) async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        _ = try await lawfficient.fixture.call(.put, "/control/faults", #"{"api": {"\#(fault)": 1}}"#)
        let answer = try await lawfficient.call(.post, "leads", LawfficientFixture.lead())
        #expect(answer.status == status)
        #expect(answer.json["error"]?["code"]?.string == code)
        #expect(answer.headers[.retryAfter] == (status == 429 ? "1" : nil))
        #expect(try await lawfficient.store.read { try Leads.count(in: $0) } == 1)
    }

    @Test func `the counts are in the control API and the key is in the ready file`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 40)
        let counts = try await lawfficient.fixture.call(.get, "/control/world").json["lawfficient"]
        #expect(counts?["leads"] == 40)
        #expect(counts?["consultations"]?.integer ?? 0 > 20)
        #expect(counts?["attorneys"] == 4)
        let file = try await ReadyFile(
            url: "http://127.0.0.1:9000", systems: [lawfficient.fixture.sandbox.lawfficient])
        #expect(file.json["lawfficient"]?["url"] == "http://127.0.0.1:9000/lawfficient/api")
        #expect(file.json["lawfficient"]?["api_key"]?.string?.hasPrefix("lak_") == true)
    }
}

@Suite struct `Idempotent requests of Lawfficient` {
    @Test func `a repeated request creates one lead and gets the same response, even after the lead changed`()
        async throws
    {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let first = try await lawfficient.sendOnce("k-1", "leads", LawfficientFixture.lead())
        let id = try #require(first.json["id"]?.string)
        _ = try await lawfficient.call(.patch, "leads/" + id, #"{"first_name": "Grace"}"#)
        let again = try await lawfficient.sendOnce("k-1", "leads", LawfficientFixture.lead())
        #expect(again.status == 201)
        #expect(again.json == first.json)
        #expect(try await lawfficient.store.read { try Leads.count(in: $0) } == 2)
    }

    @Test func `concurrent repeated requests create one lead`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let answers = try await withThrowingTaskGroup(of: Fixture.Answer.self) { group in
            for _ in 0..<8 {
                group.addTask { try await lawfficient.sendOnce("k-1", "leads", LawfficientFixture.lead()) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(answers.map(\.text)).count == 1)
        #expect(try await lawfficient.store.read { try Leads.count(in: $0) } == 2)
    }

    @Test func `a repeated booking books one consultation`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let lead = try #require(try await lawfficient.makeLead()["id"]?.string)
        let body = lawfficient.booking(of: lead, with: try await lawfficient.attorneys()[0])
        let first = try await lawfficient.sendOnce("k-1", "consultations", body)
        #expect(first.status == 201)
        #expect(try await lawfficient.sendOnce("k-1", "consultations", body).json == first.json)
        #expect(try await lawfficient.sendOnce("k-2", "consultations", body).status == 409)
    }

    @Test func `another request with the same key is rejected`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        _ = try await lawfficient.sendOnce("k-1", "leads", LawfficientFixture.lead())
        let other = try await lawfficient.sendOnce("k-1", "leads", LawfficientFixture.lead("Grace"))
        #expect(other.status == 422)
        #expect(other.json["error"]?["message"]?.string?.contains("Idempotency-Key") == true)
        #expect(try await lawfficient.store.read { try Leads.count(in: $0) } == 2)
    }

    @Test func `an idempotency key can be used again after a failure, or with another API key`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        #expect(try await lawfficient.sendOnce("k-1", "leads", "{}").status == 422)
        #expect(try await lawfficient.sendOnce("k-1", "leads", LawfficientFixture.lead()).status == 201)
        let other = try await lawfficient.intake.change { try $0.createKey(name: "Other", scopes: [.leadsWrite]) }
        let name = try #require(HTTPField.Name("Idempotency-Key"))
        let answer = try await lawfficient.call(
            .post, "leads", LawfficientFixture.lead("Grace"), key: other.secret, headers: [name: "k-1"])
        #expect(answer.status == 201)
    }

    @Test(arguments: [(86_399, 1), (86_400, 2)])
    func `a response is stored for a day`(_ secondsLater: Int64, _ leads: Int) async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let draft = LeadDraft(firstName: "Ada", lastName: "L", source: "s", email: "a@b.example")
        for moment in [Fixture.now, Fixture.now + .seconds(secondsLater)] {
            let intake = lawfficient.intake(at: moment)
            let request = try IdempotentRequest("k-1", of: lawfficient.key.id, "create a lead", [:])
            _ = try await intake.change { change in try change.idempotent(request) { try change.create(draft).json } }
        }
        #expect(try await lawfficient.store.read { try Leads.count(in: $0) } == 1 + leads)
    }

    @Test(arguments: [(255, 201), (256, 422)])
    func `an idempotency key has at most 255 characters`(_ count: Int, _ status: Int) async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let key = String(repeating: "k", count: count)
        #expect(try await lawfficient.sendOnce(key, "leads", LawfficientFixture.lead()).status == status)
    }
}
