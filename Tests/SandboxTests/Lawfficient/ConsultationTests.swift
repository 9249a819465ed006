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

@Suite struct `Consultations over the interface of Lawfficient` {
    @Test func `are booked into a free time, in the shape that is published`() async throws {
        let desk = try await LawfficientFixture()
        let booked = try await desk.book()
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
        #expect(try await desk.call(.get, "consultations/" + id).json == booked)
        #expect(try await desk.call(.get, "consultations?limit=1").json["data"]?[0] == booked)
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
    func `follow the hours of the office, by the firm's own clock`(_ start: String, _ minutes: Int, _ code: String?)
        async throws
    {
        let desk = try await LawfficientFixture(matters: 1)
        let lead = try #require(try await desk.makeLead()["id"]?.string)
        let body = desk.booking(of: lead, with: try await desk.attorneys()[0], at: start, minutes: minutes)
        let answer = try await desk.call(.post, "consultations", body)
        #expect(answer.status == (code == nil ? 201 : 422), "\(answer.text)")
        #expect(answer.json["error"]?["code"]?.string == code)
    }

    @Test(arguments: [
        ("2026-07-02T14:30:00Z", 201), ("2026-07-02T14:31:00Z", 409), ("2026-07-02T15:00:00Z", 409),
        ("2026-07-02T15:29:00Z", 409), ("2026-07-02T15:30:00Z", 201),
    ])
    func `never take a time that is taken, but may touch it`(_ start: String, _ status: Int) async throws {
        let desk = try await LawfficientFixture(matters: 1)
        let booked = try await desk.book()
        let body = desk.booking(
            of: try #require(booked["lead_id"]?.string), with: try #require(booked["attorney_id"]?.string), at: start)
        let answer = try await desk.call(.post, "consultations", body)
        #expect(answer.status == status)
        if status == 409 { #expect(answer.json["error"]?["code"] == "slot_unavailable") }
    }

    @Test func `leave a time free again that was cancelled or moved away`() async throws {
        let desk = try await LawfficientFixture(matters: 1)
        let first = try #require(try await desk.book()["id"]?.string)
        _ = try await desk.call(.patch, "consultations/" + first, #"{"start_at": "2026-07-03T15:00:00Z"}"#)
        let second = try #require(try await desk.book()["id"]?.string)
        _ = try await desk.call(.patch, "consultations/" + second, #"{"status": "canceled"}"#)
        _ = try await desk.book()
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
    func `are moved or cancelled by a PATCH, and by none that asks for neither or both`(
        _ body: String, _ status: Int, _ code: String?
    ) async throws {
        let desk = try await LawfficientFixture(matters: 1)
        let booked = try await desk.book()
        let id = try #require(booked["id"]?.string)
        let answer = try await desk.call(.patch, "consultations/" + id, body)
        #expect(answer.status == status, "\(answer.text)")
        #expect(answer.json["error"]?["code"]?.string == code)
        let shown = try await desk.call(.get, "consultations/" + id).json
        if status == 200 {
            #expect(shown["status"] == (body.contains("canceled") ? "canceled" : "rescheduled"))
            #expect(shown == answer.json)
        } else {
            #expect(shown == booked)
        }
    }

    @Test func `stay as they are when they are moved to where they stand`() async throws {
        let desk = try await LawfficientFixture(matters: 1)
        let booked = try await desk.book()
        let id = try #require(booked["id"]?.string)
        let same = try await desk.call(
            .patch, "consultations/" + id, #"{"start_at": "2026-07-02T15:00:00Z", "duration_min": 30}"#)
        #expect(same.json == booked)
    }

    @Test func `that are over can be changed no more`() async throws {
        let desk = try await LawfficientFixture(matters: 1)
        let id = try #require(try await desk.book()["id"]?.string)
        _ = try await desk.call(.patch, "consultations/" + id, #"{"status": "canceled"}"#)
        for body in [#"{"status": "canceled"}"#, #"{"duration_min": 60}"#] {
            #expect(try await desk.code(.patch, "consultations/" + id, body) == "not_found")
        }
    }

    @Test func `want a lead and an attorney of this firm who can be booked`() async throws {
        let desk = try await LawfficientFixture(matters: 1)
        let lead = try #require(try await desk.makeLead()["id"]?.string)
        let staff = try await desk.store.read { try Office.staff(in: $0) }
        let withoutHours = try #require(staff.first { $0.isSchedulable && !$0.hasOfficeHours }).id
        let atTheDesk = try #require(staff.first { !$0.isSchedulable }).id
        let nobody = "a1b2c3d4-0000-4000-8000-000000000000"
        for (lead, attorney, code) in [
            (lead, withoutHours, "outside_office_hours"), (lead, atTheDesk, "invalid_request"),
            (lead, nobody, "invalid_request"), (nobody, staff[0].id, "invalid_request"),
        ] {
            #expect(try await desk.code(.post, "consultations", desk.booking(of: lead, with: attorney)) == code)
        }
    }

    @Test(
        arguments: [
            (#", "amount": 150"#, "amount", JSONValue.integer(150)), (#", "amount": 99.5"#, "amount", .number(99.5)),
            (#", "amount": null"#, "amount", .null), (#", "paid": true"#, "paid", true),
            (#", "time_zone": "Europe/Paris""#, "time_zone", "Europe/Paris"),
            (#", "data": {"matter": "Family"}"#, "data", ["matter": "Family"]),
        ] as [(String, String, JSONValue)])
    func `keep what else was said of them`(_ more: String, _ member: String, _ value: JSONValue) async throws {
        let desk = try await LawfficientFixture(matters: 1)
        let lead = try #require(try await desk.makeLead()["id"]?.string)
        let body = desk.booking(of: lead, with: try await desk.attorneys()[0], more: more)
        #expect(try await desk.call(.post, "consultations", body).json[member] == value)
    }

    @Test(arguments: [#", "amount": -1"#, #", "amount": "150""#, #", "paid": 1"#, #", "data": 1"#])
    func `are refused with what cannot be kept`(_ more: String) async throws {
        let desk = try await LawfficientFixture(matters: 1)
        let lead = try #require(try await desk.makeLead()["id"]?.string)
        let body = desk.booking(of: lead, with: try await desk.attorneys()[0], more: more)
        #expect(try await desk.code(.post, "consultations", body) == "invalid_request")
    }

    @Test func `are found by attorney, lead and status, and the archived ones apart`() async throws {
        let desk = try await LawfficientFixture(matters: 40)
        let booked = try await desk.book()
        let (lead, attorney) = (try #require(booked["lead_id"]?.string), try #require(booked["attorney_id"]?.string))
        func found(_ query: String) async throws -> [JSONValue] {
            try await desk.call(.get, "consultations?limit=200&" + query).json["data"]?.array ?? []
        }
        #expect(try await found("lead=" + lead) == [booked])
        let his = try await found("attorney=" + attorney)
        #expect(his.count > 1 && his.allSatisfy { $0["attorney_id"] == .string(attorney) })
        #expect(try await found("status=canceled").allSatisfy { $0["status"] == "canceled" })
        for query in ["status=nothing", "lead=x", "attorney=x", "archived=true"] {
            #expect(try await found(query) == [])
        }
        _ = try await desk.store.write { try $0.run("UPDATE lawfficient_consultations SET is_archived = 1", []) }
        #expect(try await found("archived=true&lead=" + lead).count == 1)
        #expect(try await found("archived=false&lead=" + lead) == [])
    }
}
