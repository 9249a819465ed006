import HTTPTypes
import Matters
import Records
import Storage
import StorageSQLite
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `What Lawfficient tells its endpoints` {
    private struct Told: Equatable {
        let type: String
        let body: JSONValue
    }

    private func endpoint(_ desk: LawfficientFixture, _ events: JSONValue = "*") async throws -> Int64 {
        let wish = try LawfficientEndpoint(
            ["url": "http://127.0.0.1:1/in", "events": events])
        return try await desk.intake.change { try $0.createEndpoint(wish, isDurable: false).endpoint.id }
    }

    private func told(_ desk: LawfficientFixture, _ endpoint: Int64) async throws -> [Told] {
        try await desk.fixture.bodies(endpoint).map { Told(type: $0["type"]?.string ?? "", body: $0) }
    }

    struct Cause: Sendable, CustomTestStringConvertible {
        let name: String
        /// `ID` stands for the lead or the consultation that was made first.
        let requests: [(method: HTTPRequest.Method, path: String, body: String?)]
        let events: [String]
        var testDescription: String { name }
    }

    private static func patch(_ name: String, _ body: String, _ events: [String]) -> Cause {
        Cause(name: name, requests: [(.patch, "leads/ID", body)], events: events)
    }

    static let leadCauses: [Cause] = [
        Cause(
            name: "a lead is made", requests: [(.post, "leads", LawfficientFixture.lead("Grace"))],
            events: ["lead.created"]),
        Cause(name: "a lead is refused", requests: [(.post, "leads", "{}")], events: []),
        patch("a name", #"{"first_name": "Grace"}"#, ["lead.updated"]),
        patch("a field of the firm's own", #"{"data": {"city": "Albany"}}"#, ["lead.updated"]),
        patch("the stage", #"{"status": "qualified"}"#, ["lead.status_changed"]),
        patch("the assignee", #"{"assignee_id": "ATTORNEY"}"#, ["lead.assigned"]),
        patch(
            "stage, assignee and name", #"{"status": "qualified", "assignee_id": "ATTORNEY", "last_name": "H"}"#,
            ["lead.updated", "lead.status_changed", "lead.assigned"]),
        patch("nothing new", #"{"first_name": "Ada", "status": "new", "assignee_id": null}"#, []),
        patch("nothing at all", "{}", []),
        patch("what is refused", #"{"first_name": "Grace", "status": "nowhere"}"#, []),
        Cause(name: "archiving", requests: [(.post, "leads/ID/archive", nil)], events: ["lead.archived"]),
        Cause(
            name: "archiving twice", requests: [(.post, "leads/ID/archive", nil), (.post, "leads/ID/archive", nil)],
            events: ["lead.archived"]),
        Cause(name: "restoring what was never archived", requests: [(.post, "leads/ID/unarchive", nil)], events: []),
        Cause(
            name: "restoring", requests: [(.post, "leads/ID/archive", nil), (.post, "leads/ID/unarchive", nil)],
            events: ["lead.archived", "lead.updated"]),
    ]

    @Test(arguments: leadCauses)
    func `each change of a lead raises exactly its events, with the lead as it then stands`(_ cause: Cause) async throws
    {
        let desk = try await LawfficientFixture(matters: 1)
        let id = try #require(try await desk.makeLead()["id"]?.string)
        let attorney = try await desk.attorneys()[0]
        let endpoint = try await endpoint(desk)
        var last = JSONValue.null
        for request in cause.requests {
            last = try await desk.call(
                request.method, request.path.replacing("ID", with: id),
                request.body?.replacing("ATTORNEY", with: attorney)
            ).json
        }
        let told = try await told(desk, endpoint)
        #expect(told.map(\.type) == cause.events)
        if cause.requests.count == 1 { #expect(told.allSatisfy { $0.body["data"] == last }) }
    }

    @Test(arguments: [
        (nil, ["consultation.booked"]), (#"{"start_at": "2026-07-03T15:00:00Z"}"#, ["consultation.rescheduled"]),
        (#"{"status": "canceled"}"#, ["consultation.canceled"]), (#"{"duration_min": 30}"#, []),
        (#"{"start_at": "2026-07-04T15:00:00Z"}"#, []), (#"{"status": "completed"}"#, []),
    ])
    func `each change of a consultation raises its event, and none where nothing changed`(
        _ patch: String?, _ events: [String]
    ) async throws {
        let desk = try await LawfficientFixture(matters: 1)
        let before = try await endpoint(desk, ["consultation.booked"])
        let booked = try await desk.book()
        let after = try await endpoint(desk)
        guard let patch else {
            #expect(try await told(desk, before).map(\.type) == events)
            return #expect(try await told(desk, before).map { $0.body["data"] } == [booked])
        }
        let id = try #require(booked["id"]?.string)
        let answer = try await desk.call(.patch, "consultations/" + id, patch)
        let told = try await told(desk, after)
        #expect(told.map(\.type) == events)
        #expect(told.allSatisfy { $0.body["data"] == answer.json })
    }

    @Test func `an event has one id for all endpoints, and each event its own`() async throws {
        let desk = try await LawfficientFixture(matters: 1)
        let endpoints = [try await endpoint(desk), try await endpoint(desk)]
        let lead = try await desk.makeLead()
        let id = try #require(lead["id"]?.string)
        _ = try await desk.call(.patch, "leads/" + id, #"{"first_name": "Grace", "status": "qualified"}"#)
        let (one, other) = (try await told(desk, endpoints[0]), try await told(desk, endpoints[1]))
        #expect(one == other)
        let ids = one.compactMap { $0.body["id"]?.string }
        #expect(Set(ids).count == 3 && ids.allSatisfy(UUIDText.isUUID))
        #expect(one[0].body.members?.entries.map(\.name) == ["id", "type", "created_at", "data"])
        #expect(one[0].body["created_at"] == .string(Fixture.now.iso8601))
    }

    @Test func `only what an endpoint asks for is told to it`() async throws {
        let desk = try await LawfficientFixture(matters: 1)
        let endpoint = try await endpoint(desk, ["lead.archived", "lead.status_changed"])
        let id = try #require(try await desk.makeLead()["id"]?.string)
        _ = try await desk.call(.patch, "leads/" + id, #"{"first_name": "Grace", "status": "qualified"}"#)
        _ = try await desk.call(.post, "leads/\(id)/archive")
        #expect(try await told(desk, endpoint).map(\.type) == ["lead.status_changed", "lead.archived"])
    }

    @Test func `a request that is sent twice is told once`() async throws {
        let desk = try await LawfficientFixture(matters: 1)
        let endpoint = try await endpoint(desk)
        for _ in 0..<2 { _ = try await desk.once("k-1", "leads", LawfficientFixture.lead()) }
        #expect(try await told(desk, endpoint).map(\.type) == ["lead.created"])
    }

    @Test func `the secret of an endpoint is kept sealed, and opens for the sender`() async throws {
        let desk = try await LawfficientFixture(matters: 1)
        let wish = try LawfficientEndpoint(["url": "http://127.0.0.1:1/in", "events": "*"])
        let made = try await desk.intake.change { change in
            let made = try change.createEndpoint(wish, isDurable: true)
            return (id: made.endpoint.id, isDurable: made.endpoint.options.isDurable, secret: made.secret.text)
        }
        let sealed = try await desk.store.read {
            try Subscriptions.secrets(of: made.id, firmID: SandboxFirm.id, in: $0, at: Fixture.now)
        }
        let context = Subscriptions.secretContext(of: made.id, firmID: SandboxFirm.id)
        #expect(made.isDurable)
        #expect(made.secret.hasPrefix("whsec_"))
        #expect(desk.intake.sealer.open(try #require(sealed.first), context: context) == Array(made.secret.utf8))
    }

    @Test(arguments: [(49, true), (50, false)])
    func `there are fifty endpoints at most`(_ count: Int, _ isTaken: Bool) async throws {
        let desk = try await LawfficientFixture(matters: 1)
        for _ in 0..<count { _ = try await endpoint(desk) }
        if isTaken {
            _ = try await endpoint(desk)
        } else {
            await #expect(throws: LawfficientFailure.self) { _ = try await endpoint(desk) }
        }
    }
}
