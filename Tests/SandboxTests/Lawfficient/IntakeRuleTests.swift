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

@Suite struct `Rules of client intake` {
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
            $0.firstName = "Grace"
            $0.assigneeID = "2"
            $0.status = LeadStatus(key: "lost", name: "Lost")
        },
    ]

    @Test(arguments: causes)
    func `each difference of a lead publishes exactly its events`(_ cause: Cause) {
        var changed = Self.lead
        cause.change(&changed)
        #expect(LeadChange(from: Self.lead, to: changed).events == cause.events)
    }

    @Test func `restoring a lead publishes an update`() {
        var archived = Self.lead
        archived.isArchived = true
        #expect(LeadChange(from: archived, to: Self.lead).events == [.leadUpdated])
    }

    @Test(arguments: [
        ("+1 (555) 123-4567", "+15551234567"), ("555 123 4567", "+15551234567"), ("1-555-123-4567", "+15551234567"),
        ("+61 7 3000 0000", "+61730000000"), ("07 3000 0000", "+10730000000"), ("12345", "12345"),
        ("555-CALL-NOW", "555-CALL-NOW"), ("+123", "+123"), ("", ""),
    ])
    func `phone numbers of a known country are normalized to E.164`(_ typed: String, _ normalized: String) {
        #expect(PhoneNumber.normalized(typed) == normalized)
    }

    /// The number of requests made at one time, the seconds until the next request, and the seconds it has to wait.
    @Test(
        arguments: [
            (119, 0, nil), (120, 0, 60), (120, 1, 59), (120, 59, 1), (120, 60, nil), (240, 30, 30),
        ] as [(Int, Int64, Int64?)])
    func `a key has 120 requests a minute, and rejected requests do not count`(
        _ made: Int, _ after: Int64, _ wait: Int64?
    ) {
        var window = RateLimitWindow()
        for _ in 0..<made { _ = window.admit(at: .seconds(1_000)) }
        #expect(window.admit(at: .seconds(1_000 + after)) == wait)
    }

    @Test(arguments: [
        ("2026-03-08T06:59:00Z", "2026-03-08", 119), ("2026-03-08T07:00:00Z", "2026-03-08", 180),
        ("2026-07-02T03:59:00Z", "2026-07-01", 1_439), ("2026-01-01T05:00:00Z", "2026-01-01", 0),
    ])
    func `the local time of the firm is that of New York in summer and winter`(
        _ instant: String, _ date: String, _ minute: Int
    ) throws {
        let instant = try #require(Instant(iso8601: instant))
        let moment = FirmTime().moment(instant)
        #expect(moment == .init(date: try #require(CalendarDate(date)), minute: minute))
        #expect(FirmTime().instant(moment) == instant)
    }

    @Test func `adjacent office hours are not merged`() throws {
        let calendar = OfficeCalendar(windows: [
            .init(weekday: 3, minutes: 540..<720), .init(weekday: 3, minutes: 720..<1_020),
        ])
        let start = try #require(Instant(iso8601: "2026-07-02T15:45:00Z"))
        #expect(calendar.failure(for: Slot(startAt: start, durationMinutes: 15), by: FirmTime()) == nil)
        #expect(
            calendar.failure(for: Slot(startAt: start, durationMinutes: 30), by: FirmTime()) == .outsideOfficeHours)
    }
}

@Suite struct `Seed of Lawfficient` {
    @Test(arguments: [1, 60, 1_000, 5_000])
    func `the seed has a lead for each matter, at most a thousand, and no double booking`(_ matters: Int) async throws {
        let lawfficient = try await LawfficientFixture(matters: min(matters, 2))
        let leads = min(matters, 1_000)
        try await lawfficient.store.write { transaction in
            for table in ["leads", "consultations", "staff", "office_hours", "days_off", "lead_statuses"] {
                try transaction.run("DELETE FROM lawfficient_\(table)", [])
            }
            try IntakeSeed(seed: 7, matters: matters, begunAt: Fixture.now).write(in: transaction)
        }
        let (count, booked) = try await lawfficient.store.read { reading in
            (try Leads.count(in: reading), try Consultations.list(RowFilter(), limit: 2_000, in: reading))
        }
        #expect(count == leads)
        #expect(Set(booked.map { "\($0.attorneyID) \($0.slot.startAt.milliseconds)" }).count == booked.count)
        try await lawfficient.store.read { reading in
            for it in booked {
                let calendar = try Office.calendar(of: it.attorneyID, in: reading)
                #expect(calendar.failure(for: it.slot, by: FirmTime()) == nil)
                #expect(it.status.isOpen == (it.slot.startAt > Fixture.now))
                #expect(it.createdAt < it.slot.startAt)
                let lead = try Leads.find(it.leadID, in: reading)
                if it.status.isOpen { #expect(lead?.status.key == "consultation" && lead?.isArchived == false) }
            }
        }
    }

    @Test func `the same seed gives the same data, another seed other data`() async throws {
        func leads(_ seed: UInt64) async throws -> JSONValue {
            let fixture = try await Fixture(matters: 12, seed: seed)
            return .array(try await fixture.store.read { try Leads.list(RowFilter(), limit: 12, in: $0) }.map(\.json))
        }
        let (one, same, other) = (try await leads(7), try await leads(7), try await leads(8))
        #expect(one == same)
        #expect(one != other)
    }

    @Test func `a later start keeps the key and the leads`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 3)
        try await lawfficient.intake.seedIfEmpty(IntakeSeed(seed: 9, matters: 9, begunAt: Fixture.now))
        let (keys, count) = try await lawfficient.store.read { (try APIKeys.list(in: $0), try Leads.count(in: $0)) }
        #expect(keys == [lawfficient.key])
        #expect(count == 3)
    }
}
