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

@Suite struct `Lawfficient webhooks` {
    private struct ReceivedEvent: Equatable {
        let type: String
        let body: JSONValue
    }

    private func endpoint(_ lawfficient: LawfficientFixture, _ events: JSONValue = "*") async throws -> Int64 {
        let request = try LawfficientEndpoint(
            ["url": "http://127.0.0.1:1/in", "events": events])
        return try await lawfficient.intake.change { try $0.createEndpoint(request, isDurable: false).endpoint.id }
    }

    private func received(_ lawfficient: LawfficientFixture, _ endpoint: Int64) async throws -> [ReceivedEvent] {
        try await lawfficient.fixture.bodies(endpoint).map { ReceivedEvent(type: $0["type"]?.string ?? "", body: $0) }
    }

    struct Cause: Sendable, CustomTestStringConvertible {
        let name: String
        /// The placeholder `ID` is the lead or the consultation that was created first.
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
    func `each change of a lead publishes exactly its events, with the lead after the change`(_ cause: Cause)
        async throws
    {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let id = try #require(try await lawfficient.makeLead()["id"]?.string)
        let attorney = try await lawfficient.attorneys()[0]
        let endpoint = try await endpoint(lawfficient)
        var last = JSONValue.null
        for request in cause.requests {
            last = try await lawfficient.call(
                request.method, request.path.replacing("ID", with: id),
                request.body?.replacing("ATTORNEY", with: attorney)
            ).json
        }
        let received = try await received(lawfficient, endpoint)
        #expect(received.map(\.type) == cause.events)
        if cause.requests.count == 1 { #expect(received.allSatisfy { $0.body["data"] == last }) }
    }

    @Test(arguments: [
        (nil, ["consultation.booked"]), (#"{"start_at": "2026-07-03T15:00:00Z"}"#, ["consultation.rescheduled"]),
        (#"{"status": "canceled"}"#, ["consultation.canceled"]), (#"{"duration_min": 30}"#, []),
        (#"{"start_at": "2026-07-04T15:00:00Z"}"#, []), (#"{"status": "completed"}"#, []),
    ])
    func `each change of a consultation publishes its event, and no change publishes none`(
        _ patch: String?, _ events: [String]
    ) async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let before = try await endpoint(lawfficient, ["consultation.booked"])
        let booked = try await lawfficient.book()
        let after = try await endpoint(lawfficient)
        guard let patch else {
            #expect(try await received(lawfficient, before).map(\.type) == events)
            return #expect(try await received(lawfficient, before).map { $0.body["data"] } == [booked])
        }
        let id = try #require(booked["id"]?.string)
        let answer = try await lawfficient.call(.patch, "consultations/" + id, patch)
        let received = try await received(lawfficient, after)
        #expect(received.map(\.type) == events)
        #expect(received.allSatisfy { $0.body["data"] == answer.json })
    }

    @Test func `an event has the same id for all endpoints, and each event has its own id`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let endpoints = [try await endpoint(lawfficient), try await endpoint(lawfficient)]
        let lead = try await lawfficient.makeLead()
        let id = try #require(lead["id"]?.string)
        _ = try await lawfficient.call(.patch, "leads/" + id, #"{"first_name": "Grace", "status": "qualified"}"#)
        let (one, other) = (
            try await received(lawfficient, endpoints[0]), try await received(lawfficient, endpoints[1])
        )
        #expect(one == other)
        let ids = one.compactMap { $0.body["id"]?.string }
        #expect(Set(ids).count == 3 && ids.allSatisfy(UUIDText.isUUID))
        #expect(one[0].body.members?.entries.map(\.name) == ["id", "type", "created_at", "data"])
        #expect(one[0].body["created_at"] == .string(Fixture.now.iso8601))
    }

    @Test func `an endpoint gets only its events`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let endpoint = try await endpoint(lawfficient, ["lead.archived", "lead.status_changed"])
        let id = try #require(try await lawfficient.makeLead()["id"]?.string)
        _ = try await lawfficient.call(.patch, "leads/" + id, #"{"first_name": "Grace", "status": "qualified"}"#)
        _ = try await lawfficient.call(.post, "leads/\(id)/archive")
        #expect(try await received(lawfficient, endpoint).map(\.type) == ["lead.status_changed", "lead.archived"])
    }

    @Test func `a repeated request publishes one event`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let endpoint = try await endpoint(lawfficient)
        for _ in 0..<2 { _ = try await lawfficient.sendOnce("k-1", "leads", LawfficientFixture.lead()) }
        #expect(try await received(lawfficient, endpoint).map(\.type) == ["lead.created"])
    }

    @Test func `the secret of an endpoint is stored sealed and can be opened by the sender`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let request = try LawfficientEndpoint(["url": "http://127.0.0.1:1/in", "events": "*"])
        let made = try await lawfficient.intake.change { change in
            let made = try change.createEndpoint(request, isDurable: true)
            return (id: made.endpoint.id, isDurable: made.endpoint.options.isDurable, secret: made.secret.text)
        }
        let sealed = try await lawfficient.store.read {
            try Subscriptions.secrets(of: made.id, firmID: SandboxFirm.id, in: $0, at: Fixture.now)
        }
        let context = Subscriptions.secretContext(of: made.id, firmID: SandboxFirm.id)
        #expect(made.isDurable)
        #expect(made.secret.hasPrefix("whsec_"))
        #expect(
            lawfficient.intake.environment.sealer.open(try #require(sealed.first), context: context)
                == Array(made.secret.utf8))
    }

    @Test(arguments: [(49, true), (50, false)])
    func `a firm has at most fifty endpoints`(_ count: Int, _ isTaken: Bool) async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        for _ in 0..<count { _ = try await endpoint(lawfficient) }
        if isTaken {
            _ = try await endpoint(lawfficient)
        } else {
            await #expect(throws: LawfficientFailure.self) { _ = try await endpoint(lawfficient) }
        }
    }
}
