import Matters
import Storage
import StorageSQLite
import Testing

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `The plan of a busy day` {
    static let today = CalendarDate(year: 2026, month: 5, day: 4)
    static let passing = [
        BusyDayMatter.Party(link: "70001--63--4001", role: SeedIDs.agent),
        BusyDayMatter.Party(link: "70001--64--5001", role: SeedIDs.otherSide),
    ]
    static let staying = [
        BusyDayMatter.Party(link: "70001--27--100002", role: SeedIDs.client),
        BusyDayMatter.Party(link: "70001--60--2001", role: SeedIDs.broker),
        BusyDayMatter.Party(link: "70001--61--1001", role: SeedIDs.mortgageManager),
        BusyDayMatter.Party(link: "70001--62--3002", role: SeedIDs.developer),
        BusyDayMatter.Party(link: "70001--65--1000", role: SeedIDs.lender),
    ]

    private func matter(_ change: (inout BusyDayMatter) -> Void = { _ in }) -> BusyDayMatter {
        var matter = BusyDayMatter(
            today: Self.today, step: 4, openItems: [20, 21], doneItems: [22], noteCount: 3, lastNote: 7,
            documentCount: 2, lastDocument: 6, openTasks: [31], taskCount: 2, parties: Self.staying + Self.passing)
        change(&matter)
        return matter
    }

    private func actions(_ matter: BusyDayMatter, count: Int = 2_000) -> [BusyDayAction] {
        (0..<count).map { BusyDay(seed: 7).action($0, on: matter) }
    }

    @Test func `is the same for the same seed, number and matter, and another for another seed`() {
        #expect(actions(matter()) == actions(matter()))
        let other = (0..<2_000).map { BusyDay(seed: 8).action($0, on: matter()) }
        #expect(actions(matter()) != other)
    }

    @Test func `holds everything that staff do`() {
        let kinds = Set(actions(matter()).map { String(describing: $0).prefix { $0 != "(" } })
        #expect(
            kinds == [
                "moveStep", "settle", "writeNote", "tickItem", "reopenItem", "addDocument", "addParty", "removeParty",
                "addTask", "completeTask", "enterTime", "enterDisbursement",
            ])
    }

    @Test(arguments: [(1, 2, false), (4, 5, false), (9, 10, false), (10, 0, true)])
    func `moves in the order of the workflow, and closes at its end`(_ step: Int, _ next: Int, _ closes: Bool) {
        let moves = actions(matter { $0.step = step })
        let steps = Set(moves.compactMap { if case .moveStep(let to) = $0 { to } else { nil } })
        #expect(steps.isSubset(of: [next, step - 1]))
        #expect(steps.contains(next) != closes)
        #expect(moves.contains(.close) == closes)
    }

    @Test func `opens a third of the closed matters that it comes by again`() {
        let found = actions(matter { $0.isClosed = true })
        let reopened = found.count { $0 == .reopen(at: 2) }
        #expect((500...850).contains(reopened))
        #expect(found.allSatisfy { if case .writeNote = $0 { true } else { $0 == .reopen(at: 2) } })
    }

    @Test func `takes off agents and the other side only, and never the last of them`() {
        let gone = Set(actions(matter()).compactMap { if case .removeParty(let link) = $0 { link } else { nil } })
        #expect(gone == Set(Self.passing.map(\.link)))
        let last = actions(matter { $0.parties = Self.staying + [Self.passing[0]] })
        #expect(last.allSatisfy { if case .removeParty = $0 { false } else { true } })
    }

    @Test func `changes what is there once there is enough of it`() {
        let full = actions(
            matter {
                ($0.noteCount, $0.documentCount) = (BusyDay.notesMax, BusyDay.documentsMax)
                ($0.taskCount, $0.entryCount) = (BusyDay.tasksMax, BusyDay.entriesMax)
                $0.parties += (0..<9).map { .init(link: "70001--63--\($0)", role: SeedIDs.agent) }
            })
        #expect(full.allSatisfy { if case .writeNote = $0 { false } else { true } })
        #expect(full.allSatisfy { if case .addDocument = $0 { false } else { true } })
        #expect(full.allSatisfy { if case .addParty = $0 { false } else { true } })
        #expect(full.allSatisfy { if case .addTask = $0 { false } else { true } })
        #expect(full.allSatisfy { if case .enterTime = $0 { false } else { true } })
        #expect(full.contains { if case .rewriteNote(7, _) = $0 { true } else { false } })
        #expect(full.contains { if case .renameDocument(6, _) = $0 { true } else { false } })
    }

    @Test func `settles on working days to come`() {
        let dates = actions(matter()).compactMap { if case .settle(let date) = $0 { date } else { nil } }
        #expect(dates.count > 100)
        #expect(dates.allSatisfy { $0.weekday <= 4 && $0 > Self.today })
    }

    @Test func `opens matters now and then until the world has grown enough, and stays within it`() {
        let day = BusyDay(seed: 7)
        let opening = (0..<6_000).count { day.opensMatter($0, opened: 0) }
        #expect((60...140).contains(opening))
        #expect((0..<6_000).allSatisfy { !day.opensMatter($0, opened: BusyDay.openedMax) })
        for count in [1, 12, 100_000] {
            #expect((0..<2_000).allSatisfy { (0..<count).contains(day.matterIndex($0, among: count)) })
        }
        let far = (0..<2_000).count { day.matterIndex($0, among: 100_000) >= BusyDay.frequentMatters }
        #expect((500...850).contains(far))
    }
}

@Suite struct `A busy day that is played` {
    private func play(_ fixture: Fixture, _ count: Int, seed: UInt64) async throws {
        for n in 0..<count {
            try await fixture.sandbox.actionStep.world.change {
                try $0.applyBusyDay(n, of: BusyDay(seed: seed), seeded: 12)
            }
        }
    }

    private func rows(_ fixture: Fixture, _ sql: String) async throws -> [String] {
        try await fixture.store.read { try $0.rows(sql).map { $0.text(0) } }
    }

    @Test func `leaves the same world for the same seed`() async throws {
        let (one, other) = (try await Fixture(), try await Fixture())
        try await play(one, 150, seed: 3)
        try await play(other, 150, seed: 3)
        for table in ["filenotes", "actions", "actiondocuments"] {
            let sql =
                "SELECT id || coalesce(\(table == "filenotes" ? "text" : "name"), '') FROM actionstep_\(table) ORDER BY id"
            let (left, right) = (try await rows(one, sql), try await rows(other, sql))
            #expect(left == right)
        }
    }

    @Test func `keeps everybody who signs in on their matters, and most matters open`() async throws {
        let fixture = try await Fixture()
        let people = "SELECT id FROM actionstep_actionparticipants WHERE participant_type_id NOT IN (63, 64)"
        let before = Set(try await rows(fixture, people))
        try await play(fixture, 900, seed: 5)
        let after = Set(try await rows(fixture, people))
        #expect(after.isSuperset(of: before))
        let closed = try await rows(fixture, "SELECT name FROM actionstep_actions WHERE status = 'Closed'").count
        let all = try await rows(fixture, "SELECT name FROM actionstep_actions").count
        #expect(all > 12)
        #expect(closed * 2 < all)
        let reopened = try await rows(
            fixture, "SELECT text FROM actionstep_filenotes WHERE text LIKE '%Post-settlement” to “Contract%'")
        #expect(!reopened.isEmpty)
    }
}
