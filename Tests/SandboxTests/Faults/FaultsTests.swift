import Delivery
import HTTPTypes
import LocalServer
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

@Suite struct `Faults that a test asks for` {
    private func set(_ text: String, on fixture: Fixture) async throws -> Fixture.Answer {
        try await fixture.call(.put, "/control/faults", text, type: "application/json")
    }

    @Test(arguments: [
        ("error", 500, nil), ("down", 503, nil), ("rate_limit", 429, "1"),
    ])
    func `answer before anything is written`(kind: String, status: Int, retryAfter: String?) async throws {
        let fixture = try await Fixture(matters: 1)
        #expect(try await set(#"{"api": {"\#(kind)": 1}}"#, on: fixture).status == 200)
        let body = #"{"filenotes": {"text": "lost", "links": {"action": 70001}}}"#
        let answer = try await fixture.rest(.post, "filenotes", body)
        #expect(answer.status == status)
        #expect(answer.headers[.retryAfter] == retryAfter)
        #expect(answer.json["errors"]?["status"] == .integer(Int64(status)))
        #expect(try await fixture.call(.post, "/actionstep/api/oauth/token", "").status == status)
        #expect(try await fixture.call(.delete, "/control/faults").status == 200)
        let notes = try await fixture.rest(.get, "filenotes?text_ilike=lost")
        #expect(notes.status == 204)
    }

    @Test func `leave the controls and the page alone`() async throws {
        let fixture = try await Fixture(matters: 1)
        _ = try await set(#"{"api": {"down": 1}}"#, on: fixture)
        for path in ["/control/faults", "/control/clock", "/control/world", "/", "/sandbox.css"] {
            #expect(try await fixture.call(.get, path).status == 200)
        }
    }

    @Test func `are shown as they were set, and gone once they are cleared`() async throws {
        let fixture = try await Fixture(matters: 1)
        let none = try await fixture.call(.get, "/control/faults").json
        let put = try await set(#"{"seed": 4, "api": {"error": 0.25, "delay_seconds": 1}}"#, on: fixture)
        #expect(put.json["api"]?["error"] == 0.25)
        #expect(try await fixture.call(.get, "/control/faults").json == put.json)
        #expect(try await fixture.call(.delete, "/control/faults").json == none)
        #expect(try await fixture.call(.get, "/control/faults").json == none)
    }

    @Test func `stay as they were when the plan cannot be read`() async throws {
        let fixture = try await Fixture(matters: 1)
        _ = try await set(#"{"api": {"error": 1}}"#, on: fixture)
        for (wrong, status) in [
            ("{", 400), (#"{"api": {"error": 2}}"#, 400), (#"{"notices": {"lose": 1}}"#, 400),
            (String(repeating: " ", count: 5_000), 413),
        ] {
            let answer = try await set(wrong, on: fixture)
            #expect(answer.status == status)
            #expect(answer.json["error"]?.string?.isEmpty == false)
        }
        #expect(try await fixture.rest(.get, "actions").status == 500)
    }

    @Test func `outlast a restart`() async throws {
        let fixture = try await Fixture(matters: 1)
        _ = try await set(#"{"seed": 4, "api": {"rate_limit": 0.5}, "notices": {"drop_first": 2}}"#, on: fixture)
        let again = try await Faults(store: fixture.store)
        #expect(again.plan == FaultPlan(seed: 4, api: .init(rateLimit: 0.5), notices: .init(dropFirst: 2)))
    }

    @Test func `make answers wait on the clock they are given`() async throws {
        let clock = SkippingClock()
        let fixture = try await Fixture(matters: 1, pauses: clock)
        let before = clock.now
        _ = try await set(#"{"api": {"delay_seconds": 2.5}}"#, on: fixture)
        #expect(try await fixture.rest(.get, "actions").status == 200)
        #expect(before.duration(to: clock.now) == .milliseconds(2_500))
    }

    @Test func `let a step insist on its fields`() async throws {
        let fixture = try await Fixture(matters: 1)
        func move(_ more: String) async throws -> Fixture.Answer {
            try await fixture.rest(
                .post, "actionchangestep",
                #"{"actionchangestep": {\#(more)"links": {"action": 70001, "step": "33--8", "node": 908}}}"#)
        }
        _ = try await set(#"{"api": {"required_fields": 1}}"#, on: fixture)
        let before = try await fixture.rest(.get, "actions/70001").json["actions"]
        let refused = try await move("")
        #expect(refused.status == 400)
        #expect(refused.text.contains("stepDataField82"))
        #expect(try await fixture.rest(.get, "actions/70001").json["actions"] == before)
        #expect(try await move(#""stepDataField82": "2026-06-30", "#).status == 200)
        _ = try await fixture.call(.delete, "/control/faults")
        #expect(try await move("").status == 200)
    }

    @Test func `are for this machine alone`() async throws {
        let fixture = try await Fixture(matters: 1)
        let site = try #require(HTTPField.Name("Sec-Fetch-Site"))
        for method: HTTPRequest.Method in [.put, .delete] {
            let foreign = try await fixture.call(method, "/control/faults", "{}", headers: [site: "cross-site"])
            #expect(foreign.status == 403)
        }
    }

    @Test func `count the notices from when the plan was set`() async throws {
        let fixture = try await Fixture(matters: 1)
        let next = fixture.sandbox.noticeFaults
        #expect(next() == .none)
        for _ in 0..<2 {
            _ = try await set(#"{"notices": {"drop_first": 2}}"#, on: fixture)
            #expect([next(), next(), next()].map(\.copies) == [0, 0, 1])
        }
        _ = try await fixture.call(.delete, "/control/faults")
        #expect(next() == .none)
    }
}
