import Matters
import Records
import Storage
import TestPractice
import Testing

@Suite struct `What a firm does, files and relates` {
    private static let task = MatterTask(
        ref: "t", name: "Order searches", status: "Incomplete", isDone: false, priority: "High", assignee: "Ng, Ana",
        dueOn: CalendarDate("2026-05-10"), completedOn: nil)
    private static let entry = TimeEntry(
        ref: "e", workedOn: CalendarDate("2026-05-02"), description: "Review", person: "Ng, Ana",
        hours: ExactDecimal("0.5"), billableHours: nil, amount: ExactDecimal("-0.01"), isBillable: true)
    private static let cost = Disbursement(
        ref: "c", incurredOn: nil, description: "Search", quantity: ExactDecimal("2"), unitPrice: ExactDecimal("24.5"),
        includesTax: true, isAnticipated: true)

    private static func fill(_ snapshot: inout MatterSnapshot) {
        (snapshot.tasks, snapshot.timeEntries, snapshot.disbursements) = ([task], [entry], [cost])
        snapshot.details?.related = ["2"]
        snapshot.notes = [Note(ref: "n", text: "x", author: nil, isSystem: false, notedAt: nil, tags: ["a", "b c"])]
        snapshot.documents = [
            Document(
                ref: "d", name: "Contract", fileType: nil, sizeBytes: 1, createdAt: nil, modifiedAt: nil,
                hasFile: true, filing: Filing(folder: "Client/Signed", tags: []))
        ]
    }

    @Test func `is stored as it was read`() async throws {
        try await SyncHarness.run { bench in
            bench.practice.put("1", edit: Self.fill)
            try await bench.sweep()
            try await bench.settle()
            let matter = try #require(try await bench.matter("1"))
            #expect(matter.tasks == [Self.task])
            #expect(matter.timeEntries == [Self.entry])
            #expect(matter.disbursements == [Self.cost])
            #expect(matter.documents.map(\.filing) == [Filing(folder: "Client/Signed", tags: [])])
            #expect(matter.notes.map(\.tags) == [["a", "b c"]])
            #expect(matter.details.related == ["2"])
            #expect(matter.facetsRead == .all)
        }
    }

    @Test func `what was deleted without a word goes when the matter is read again`() async throws {
        try await SyncHarness.run { bench in
            bench.practice.put("1", edit: Self.fill)
            try await bench.sweep()
            try await bench.settle()
            bench.practice.put("1") { snapshot in
                (snapshot.tasks, snapshot.timeEntries, snapshot.disbursements) = ([], [], [])
                snapshot.notes = []
                snapshot.details?.related = []
            }
            try await bench.sweep()
            try await bench.settle()
            let matter = try #require(try await bench.matter("1"))
            #expect(matter.tasks.isEmpty && matter.timeEntries.isEmpty && matter.disbursements.isEmpty)
            #expect(matter.notes.isEmpty && matter.details.related == [])
            let facts = try await bench.log().dropFirst().map(\.fact)
            #expect(facts == ["related", "removed", "removed", "removed", "removed"])
        }
    }

    @Test func `a related matter is shown to those who may see it, and nobody learns of it otherwise`() async throws {
        try await SyncHarness.run { bench in
            let (both, one) = (
                SyncHarness.party("Client", "9", "kim@home.example"),
                SyncHarness.party("Broker", "8", "broker@loans.example")
            )
            bench.practice.put("1") {
                $0.parties = [both, one]
                $0.details?.related = ["2", "3", "404"]
            }
            bench.practice.put("2") { $0.parties = [both] }
            bench.practice.put("3")
            try await bench.sweep()
            try await bench.settle()
            let id = try #require(try await bench.matter("1")).id
            for (address, kind, names) in [
                ("kim@home.example", Viewer.Kind.party, ["Matter 2"]), ("broker@loans.example", .party, []),
                ("ana@firm.example", .staff, ["Matter 2", "Matter 3"]),
            ] {
                let viewer = Viewer(firmID: "f", address: try #require(MailAddress(address)), kind: kind)
                let seen = try await bench.store.read { try MatterReader(viewer: viewer).matter(id, in: $0) }
                #expect(seen?.related.map(\.name) == names)
            }
        }
    }

    @Test func `a relation that is announced at one end is read at the other`() async throws {
        try await SyncHarness.run { bench in
            for ref in ["1", "2"] { bench.practice.put(ref) { $0.details?.related = [] } }
            try await bench.sweep()
            try await bench.settle()
            bench.practice.put("1") { $0.details?.related = ["2"] }
            bench.practice.put("2") { $0.details?.related = ["1"] }
            try await bench.receive("matter:1:1")
            try await bench.settle()
            let other = try await bench.matter("2")
            #expect(other?.details.related == ["1"])
        }
    }

    @Test func `parts that the system withholds are told, and stay as they were`() async throws {
        try await SyncHarness.run { bench in
            bench.practice.put("1", edit: Self.fill)
            try await bench.sweep()
            try await bench.settle()
            bench.practice.put("1") {
                $0.tasks = nil
                $0.withheld = ["tasks"]
            }
            try await bench.sweep()
            try await bench.settle()
            #expect(try await bench.matter("1")?.tasks == [Self.task])
            func failure() async throws -> String? {
                try await bench.store.read { try Sources.find("s", firmID: "f", in: $0)?.failure }
            }
            let first = try await failure()
            #expect(first == "withheld(tasks)")
            try await bench.receive("matter:1:1", event: "FileNoteCreated")
            try await bench.settle()
            let second = try await failure()
            #expect(second == "withheld(tasks)")
            bench.practice.put("1") {
                $0.tasks = []
                $0.withheld = []
            }
            try await bench.sweep()
            try await bench.settle()
            let third = try await failure()
            #expect(third == nil)
        }
    }
}
