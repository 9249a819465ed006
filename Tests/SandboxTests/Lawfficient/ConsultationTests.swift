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

@Suite struct `Lawfficient consultations` {
    @Test func `a consultation is booked and has the published members`() async throws {
        let lawfficient = try await LawfficientFixture()
        let booked = try await lawfficient.book()
        #expect(
            booked.members?.entries.map(\.name) == [
                "id", "lead_id", "attorney_id", "type", "status", "start_at", "duration_min", "time_zone", "paid",
                "amount", "outcome", "archived", "created_at", "data",
            ])
        #expect(booked["status"] == "scheduled")
        #expect(booked["start_at"] == "2026-07-02T15:00:00.000Z")
        #expect(booked["time_zone"] == "America/New_York")
        #expect(booked["amount"] == .null)
        let id = try #require(booked["id"]?.string)
        #expect(try await lawfficient.call(.get, "consultations/" + id).json == booked)
        #expect(try await lawfficient.call(.get, "consultations?limit=1").json["data"]?[0] == booked)
    }

    /// The first attorney's office is open from nine to five, New York time; on 2 July that is 13:00 to 21:00 UTC.
    @Test(arguments: [
        ("2026-07-02T13:00:00Z", 30, nil), ("2026-07-02T12:59:00Z", 30, "outside_office_hours"),
        ("2026-07-02T20:30:00Z", 30, nil), ("2026-07-02T20:30:00Z", 31, "outside_office_hours"),
        ("2026-07-04T15:00:00Z", 30, "outside_office_hours"), ("2026-12-25T15:00:00Z", 30, "attorney_unavailable"),
        ("2026-01-08T14:00:00Z", 30, nil), ("2026-01-08T13:00:00Z", 30, "outside_office_hours"),
        ("2026-07-02T15:00:00", 30, nil), ("2026-07-02T11:00:00-04:00", 30, nil),
        ("tomorrow", 30, "invalid_request"), ("2026-07-02T15:00:00Z", 4, "invalid_request"),
        ("2026-07-02T15:00:00Z", 5, nil), ("2026-07-02T15:00:00Z", 1_441, "invalid_request"),
    ])
    func `a booking must be within office hours in the local time of the firm`(
        _ start: String, _ minutes: Int, _ code: String?
    )
        async throws
    {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let lead = try #require(try await lawfficient.makeLead()["id"]?.string)
        let body = lawfficient.booking(
            of: lead, with: try await lawfficient.attorneys()[0], at: start, minutes: minutes)
        let answer = try await lawfficient.call(.post, "consultations", body)
        #expect(answer.status == (code == nil ? 201 : 422), "\(answer.text)")
        #expect(answer.json["error"]?["code"]?.string == code)
    }

    @Test(arguments: [
        ("2026-07-02T14:30:00Z", 201), ("2026-07-02T14:31:00Z", 409), ("2026-07-02T15:00:00Z", 409),
        ("2026-07-02T15:29:00Z", 409), ("2026-07-02T15:30:00Z", 201),
    ])
    func `consultations of one attorney may be adjacent but not overlap`(_ start: String, _ status: Int) async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let booked = try await lawfficient.book()
        let body = lawfficient.booking(
            of: try #require(booked["lead_id"]?.string), with: try #require(booked["attorney_id"]?.string), at: start)
        let answer = try await lawfficient.call(.post, "consultations", body)
        #expect(answer.status == status)
        if status == 409 { #expect(answer.json["error"]?["code"] == "slot_unavailable") }
    }

    @Test func `a cancelled or rescheduled consultation frees its slot`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let first = try #require(try await lawfficient.book()["id"]?.string)
        _ = try await lawfficient.call(.patch, "consultations/" + first, #"{"start_at": "2026-07-03T15:00:00Z"}"#)
        let second = try #require(try await lawfficient.book()["id"]?.string)
        _ = try await lawfficient.call(.patch, "consultations/" + second, #"{"status": "canceled"}"#)
        _ = try await lawfficient.book()
    }

    @Test(arguments: [
        (#"{"start_at": "2026-07-03T16:00:00Z"}"#, 200, nil), (#"{"duration_min": 60}"#, 200, nil),
        (#"{"time_zone": "Europe/Paris"}"#, 200, nil), (#"{"status": "canceled"}"#, 200, nil),
        (#"{"start_at": "2026-07-03T03:00:00Z"}"#, 422, "outside_office_hours"),
        (#"{"time_zone": "Mars/Olympus"}"#, 422, "invalid_request"),
        (#"{"status": "completed"}"#, 422, "invalid_request"),
        (#"{"status": "canceled", "duration_min": 60}"#, 422, "invalid_request"),
        (#"{"attorney_id": null}"#, 422, "invalid_request"), (#"{"attorney_id": "x"}"#, 422, "invalid_request"),
        (#"{"paid": true}"#, 422, "invalid_request"), (#"{}"#, 422, "invalid_request"),
    ])
    func `a PATCH reschedules or cancels, and is rejected when it asks for both or neither`(
        _ body: String, _ status: Int, _ code: String?
    ) async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let booked = try await lawfficient.book()
        let id = try #require(booked["id"]?.string)
        let answer = try await lawfficient.call(.patch, "consultations/" + id, body)
        #expect(answer.status == status, "\(answer.text)")
        #expect(answer.json["error"]?["code"]?.string == code)
        let shown = try await lawfficient.call(.get, "consultations/" + id).json
        if status == 200 {
            #expect(shown["status"] == (body.contains("canceled") ? "canceled" : "rescheduled"))
            #expect(shown == answer.json)
        } else {
            #expect(shown == booked)
        }
    }

    @Test func `rescheduling to the same slot changes nothing`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let booked = try await lawfficient.book()
        let id = try #require(booked["id"]?.string)
        let same = try await lawfficient.call(
            .patch, "consultations/" + id, #"{"start_at": "2026-07-02T15:00:00Z", "duration_min": 30}"#)
        #expect(same.json == booked)
    }

    @Test func `a cancelled consultation cannot be changed`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let id = try #require(try await lawfficient.book()["id"]?.string)
        _ = try await lawfficient.call(.patch, "consultations/" + id, #"{"status": "canceled"}"#)
        for body in [#"{"status": "canceled"}"#, #"{"duration_min": 60}"#] {
            #expect(try await lawfficient.code(.patch, "consultations/" + id, body) == "not_found")
        }
    }

    @Test func `a booking needs a lead and a bookable attorney of the firm`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let lead = try #require(try await lawfficient.makeLead()["id"]?.string)
        let staff = try await lawfficient.store.read { try Office.staff(in: $0) }
        let withoutHours = try #require(staff.first { $0.isSchedulable && !$0.hasOfficeHours }).id
        let unschedulable = try #require(staff.first { !$0.isSchedulable }).id
        let nobody = "a1b2c3d4-0000-4000-8000-000000000000"
        for (lead, attorney, code) in [
            (lead, withoutHours, "outside_office_hours"), (lead, unschedulable, "invalid_request"),
            (lead, nobody, "invalid_request"), (nobody, staff[0].id, "invalid_request"),
        ] {
            #expect(
                try await lawfficient.code(.post, "consultations", lawfficient.booking(of: lead, with: attorney))
                    == code)
        }
    }

    @Test(
        arguments: [
            (#", "amount": 150"#, "amount", JSONValue.integer(150)), (#", "amount": 99.5"#, "amount", .number(99.5)),
            (#", "amount": null"#, "amount", .null), (#", "paid": true"#, "paid", true),
            (#", "time_zone": "Europe/Paris""#, "time_zone", "Europe/Paris"),
            (#", "data": {"matter": "Family"}"#, "data", ["matter": "Family"]),
        ] as [(String, String, JSONValue)])
    func `optional members of a booking are stored`(_ more: String, _ member: String, _ value: JSONValue) async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let lead = try #require(try await lawfficient.makeLead()["id"]?.string)
        let body = lawfficient.booking(of: lead, with: try await lawfficient.attorneys()[0], more: more)
        #expect(try await lawfficient.call(.post, "consultations", body).json[member] == value)
    }

    @Test(arguments: [#", "amount": -1"#, #", "amount": "150""#, #", "paid": 1"#, #", "data": 1"#])
    func `invalid optional members of a booking are rejected`(_ more: String) async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let lead = try #require(try await lawfficient.makeLead()["id"]?.string)
        let body = lawfficient.booking(of: lead, with: try await lawfficient.attorneys()[0], more: more)
        #expect(try await lawfficient.code(.post, "consultations", body) == "invalid_request")
    }

    @Test func `consultations are filtered by attorney, lead, status and archived`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 40)
        let booked = try await lawfficient.book()
        let (lead, attorney) = (try #require(booked["lead_id"]?.string), try #require(booked["attorney_id"]?.string))
        func found(_ query: String) async throws -> [JSONValue] {
            try await lawfficient.call(.get, "consultations?limit=200&" + query).json["data"]?.array ?? []
        }
        #expect(try await found("lead=" + lead) == [booked])
        let his = try await found("attorney=" + attorney)
        #expect(his.count > 1 && his.allSatisfy { $0["attorney_id"] == .string(attorney) })
        #expect(try await found("status=canceled").allSatisfy { $0["status"] == "canceled" })
        for query in ["status=nothing", "lead=x", "attorney=x", "archived=true"] {
            #expect(try await found(query) == [])
        }
        _ = try await lawfficient.store.write { try $0.run("UPDATE lawfficient_consultations SET is_archived = 1", []) }
        #expect(try await found("archived=true&lead=" + lead).count == 1)
        #expect(try await found("archived=false&lead=" + lead) == [])
    }
}
