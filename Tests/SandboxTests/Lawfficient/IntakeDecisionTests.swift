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

@Suite struct `Decisions at the intake desk` {
    private static let lead = Lead(
        id: "1", number: 1, firstName: "Ada", lastName: "Lovelace", email: "ada@example.com", phone: "",
        source: "zapier", status: LeadStatus(key: "new", name: "New"), createdAt: .seconds(0),
        lastActivityAt: .seconds(0), data: ["caseType": "Family"])

    struct Cause: Sendable, CustomTestStringConvertible {
        let name: String
        let events: [LawfficientEvent]
        let change: @Sendable (inout Lead) -> Void
        var testDescription: String { name }
    }

    static let causes: [Cause] = [
        Cause(name: "nothing", events: []) { _ in },
        Cause(name: "the time alone", events: []) { $0.lastActivityAt = .seconds(9) },
        Cause(name: "the stage’s name alone", events: []) { $0.status = LeadStatus(key: "new", name: "Fresh") },
        Cause(name: "first name", events: [.leadUpdated]) { $0.firstName = "Grace" },
        Cause(name: "last name", events: [.leadUpdated]) { $0.lastName = "Hopper" },
        Cause(name: "email", events: [.leadUpdated]) { $0.email = "a@b.example" },
        Cause(name: "phone", events: [.leadUpdated]) { $0.phone = "+15551234567" },
        Cause(name: "source", events: [.leadUpdated]) { $0.source = "phone" },
        Cause(name: "data", events: [.leadUpdated]) { $0.data = [:] },
        Cause(name: "stage", events: [.leadStatusChanged]) { $0.status = LeadStatus(key: "lost", name: "Lost") },
        Cause(name: "assignee", events: [.leadAssigned]) { $0.assigneeID = "2" },
        Cause(name: "archived", events: [.leadArchived]) { $0.isArchived = true },
        Cause(name: "stage, assignee and name", events: [.leadUpdated, .leadStatusChanged, .leadAssigned]) {
            ($0.firstName, $0.assigneeID, $0.status) = ("Grace", "2", LeadStatus(key: "lost", name: "Lost"))
        },
    ]

    @Test(arguments: causes)
    func `each cause raises exactly its events`(_ cause: Cause) {
        var changed = Self.lead
        cause.change(&changed)
        #expect(LeadChange(from: Self.lead, to: changed).events == cause.events)
    }

    @Test func `a lead that comes back was updated`() {
        var archived = Self.lead
        archived.isArchived = true
        #expect(LeadChange(from: archived, to: Self.lead).events == [.leadUpdated])
    }

    @Test(arguments: [
        ("+1 (555) 123-4567", "+15551234567"), ("555 123 4567", "+15551234567"), ("1-555-123-4567", "+15551234567"),
        ("+61 7 3000 0000", "+61730000000"), ("07 3000 0000", "+10730000000"), ("12345", "12345"),
        ("555-CALL-NOW", "555-CALL-NOW"), ("+123", "+123"), ("", ""),
    ])
    func `numbers are written in one way where that can be told`(_ typed: String, _ kept: String) {
        #expect(PhoneNumber.normalized(typed) == kept)
    }

    /// Seconds after the first of so many requests in that second, and when the next one is let through.
    @Test(
        arguments: [
            (119, 0, nil), (120, 0, 60), (120, 1, 59), (120, 59, 1), (120, 60, nil), (240, 30, 30),
        ] as [(Int, Int64, Int64?)])
    func `a minute holds 120 requests, and what is refused does not count`(
        _ made: Int, _ after: Int64, _ wait: Int64?
    ) {
        var window = RequestWindow()
        for _ in 0..<made { _ = window.take(at: .seconds(1_000)) }
        #expect(window.take(at: .seconds(1_000 + after)) == wait)
    }

    @Test(arguments: [
        ("2026-03-08T06:59:00Z", "2026-03-08", 119), ("2026-03-08T07:00:00Z", "2026-03-08", 180),
        ("2026-07-02T03:59:00Z", "2026-07-01", 1_439), ("2026-01-01T05:00:00Z", "2026-01-01", 0),
    ])
    func `the firm's clock is that of New York, in summer and in winter`(
        _ instant: String, _ date: String, _ minute: Int
    ) throws {
        let instant = try #require(Instant(iso8601: instant))
        let moment = FirmTime().moment(instant)
        #expect(moment == .init(date: try #require(CalendarDate(date)), minute: minute))
        #expect(FirmTime().instant(moment) == instant)
    }

    @Test func `two windows that touch make no longer one`() throws {
        let calendar = OfficeCalendar(windows: [
            .init(weekday: 3, minutes: 540..<720), .init(weekday: 3, minutes: 720..<1_020),
        ])
        let start = try #require(Instant(iso8601: "2026-07-02T15:45:00Z"))
        #expect(calendar.refusal(of: Slot(startAt: start, durationMinutes: 15), by: FirmTime()) == nil)
        #expect(
            calendar.refusal(of: Slot(startAt: start, durationMinutes: 30), by: FirmTime()) == .outsideOfficeHours)
    }
}

@Suite struct `The seeded intake desk` {
    @Test(arguments: [1, 60, 1_000, 5_000])
    func `holds as many leads as there are matters, a thousand at most, and no time twice`(_ matters: Int) async throws
    {
        let desk = try await LawfficientFixture(matters: min(matters, 2))
        let leads = min(matters, 1_000)
        try await desk.store.write { transaction in
            for table in ["leads", "consultations", "staff", "office_hours", "days_off", "lead_statuses"] {
                try transaction.run("DELETE FROM lawfficient_\(table)", [])
            }
            try IntakeSeed(seed: 7, matters: matters, begunAt: Fixture.now).write(in: transaction)
        }
        let (count, booked) = try await desk.store.read { reading in
            (try Leads.count(in: reading), try Consultations.list(RowFilter(), limit: 2_000, in: reading))
        }
        #expect(count == leads)
        #expect(Set(booked.map { "\($0.attorneyID) \($0.slot.startAt.milliseconds)" }).count == booked.count)
        try await desk.store.read { reading in
            for it in booked {
                let calendar = try Office.calendar(of: it.attorneyID, in: reading)
                #expect(calendar.refusal(of: it.slot, by: FirmTime()) == nil)
                #expect(it.status.isOpen == (it.slot.startAt > Fixture.now))
                #expect(it.createdAt < it.slot.startAt)
                let lead = try Leads.find(it.leadID, in: reading)
                if it.status.isOpen { #expect(lead?.status.key == "consultation" && lead?.isArchived == false) }
            }
        }
    }

    @Test func `is the same from the same seed, and another from another`() async throws {
        func leads(_ seed: UInt64) async throws -> JSONValue {
            let fixture = try await Fixture(matters: 12, seed: seed)
            return .array(try await fixture.store.read { try Leads.list(RowFilter(), limit: 12, in: $0) }.map(\.json))
        }
        let (one, same, other) = (try await leads(7), try await leads(7), try await leads(8))
        #expect(one == same)
        #expect(one != other)
    }

    @Test func `keeps its key and its people at a later start`() async throws {
        let desk = try await LawfficientFixture(matters: 3)
        try await desk.intake.begin(IntakeSeed(seed: 9, matters: 9, begunAt: Fixture.now))
        let (keys, count) = try await desk.store.read { (try APIKeys.list(in: $0), try Leads.count(in: $0)) }
        #expect(keys == [desk.key])
        #expect(count == 3)
    }
}
