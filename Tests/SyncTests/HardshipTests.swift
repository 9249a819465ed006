import LocalServer
import Matters
import Records
import Storage
import Sync
import TestPractice
import Testing
import Webhooks

@Suite(.timeLimit(.minutes(5))) struct `Through hardship` {
    private static func document(_ ref: String) -> Document {
        Document(
            ref: ref, name: "D\(ref)", fileType: nil, sizeBytes: 1, createdAt: nil, modifiedAt: nil, hasFile: true,
            filing: Filing(folder: nil, tags: []))
    }

    private static func failures(_ bench: SyncHarness) async throws -> [String] {
        try await bench.store.read { reading in
            try reading.rows("SELECT failure FROM dirty_matters WHERE failure IS NOT NULL", []).map { $0.text(0) }
        }
    }

    @Test func `a snapshot that cannot be stored to its end leaves nothing of itself, and says so`() async throws {
        try await SyncHarness.run { bench in
            bench.practice.put("1") { $0.documents = [Self.document("a")] }
            try await bench.sweep()
            try await bench.settle()
            let before = try #require(try await bench.matter("1"))
            let log = try await bench.log()
            bench.practice.put("1") { snapshot in
                snapshot.details?.name = "Renamed"
                snapshot.parties = [SyncHarness.party("Client", "9", "kim@home.example")]
                snapshot.documents = [Self.document("a"), Self.document("b"), Self.document("c")]
                snapshot.tasks = []
            }
            bench.practice.put("2") { $0.documents = [Self.document("d")] }
            try await bench.sweep()
            // The ids of the new documents collide, after much of the matter was written.
            try await bench.settle(newID: { "same" })
            #expect(try await bench.matter("1") == before)
            let found = try await bench.log()
            #expect(found.filter { $0.kind != .matter } == log.filter { $0.kind != .matter })
            let failures = try await Self.failures(bench)
            #expect(failures.contains("malformed(it could not be stored)"))
            bench.time.advance(by: .seconds(61))
            try await bench.settle()
            #expect(try await bench.matter("1")?.details.name == "Renamed")
            #expect(try await bench.matter("1")?.documents.count == 3)
            #expect(try await bench.matter("2")?.documents.count == 1)
        }
    }

    @Test(arguments: 1...3)
    func `after any history of edits and failures, what is stored is what the system says`(seed: UInt64) async throws {
        var chance = CorruptingGenerator(seed: seed)
        try await SyncHarness.run { bench in
            let refs = (1...12).map(String.init)
            for _ in 0..<8 {
                for ref in refs where chance.number(below: 3) > 0 {
                    let next = Self.contents(&chance)
                    bench.practice.put(ref) { snapshot in
                        snapshot.details?.name = next.name
                        snapshot.details?.related = next.refs
                        snapshot.parties = next.refs.map {
                            SyncHarness.party("Client", $0, "\(next.name)@home.example")
                        }
                        snapshot.documents = next.refs.map(Self.document)
                        snapshot.notes = next.refs.map { SyncHarness.note($0, next.name) }
                        snapshot.tasks = next.refs.map { Self.task($0, next.name) }
                    }
                }
                if chance.number(below: 2) == 0 { bench.practice.fail(chance.pick(Self.failures)) }
                try await bench.sweep()
                try await bench.settle()
                bench.time.advance(by: .seconds(3_700))
            }
            try await bench.sweep()
            try await bench.settle()
            let check = DriftCheck(store: bench.store, practice: bench.practice, source: bench.key)
            let report = try await check.run()
            #expect(report.drift == [])
            #expect(report.mattersChecked > 0)
        }
    }

    private static let failures: [PracticeFailure] = [
        .malformed("x"), .unavailable(status: 500), .network(.reset), .network(.timedOut),
        .rateLimited(retryAfterSeconds: 1),
        .refused(status: 422),
    ]

    private static func contents(_ chance: inout CorruptingGenerator) -> (name: String, refs: [String]) {
        let name = chance.pick([
            "Plain", "", "O'Neil \"quoted\"", "漢字 🏠", String(repeating: "x", count: 3_000), "a\nb\tc",
        ])
        let refs = (0..<chance.number(below: 5)).map { _ in String(chance.number(below: 6)) }
        return (name, Array(Set(refs)).sorted())
    }

    private static func task(_ ref: String, _ name: String) -> MatterTask {
        MatterTask(
            ref: ref, name: name, status: "Incomplete", isDone: false, priority: nil, assignee: nil, dueOn: nil,
            completedOn: nil)
    }

    private static let notice = """
        {"jsonapi": {"version": "1.0"}, "data": {"type": "filenotes", "id": "259", "attributes": {"text": "x"},
         "relationships": {"action": {"data": {"type": "actions", "id": "5"}}, "document": null,
         "participant": {"data": {"type": "participants", "id": "10"}}}},
         "meta": {"debug": {"rl": null, "resthook": {"id": "46", "trigger_count": 3,
         "event_name": "FileNoteCreated", "resource_type": "filenotes", "resource_id": "259"}}}}
        """

    @Test func `corrupted notices are sorted, recognised or parked, and none is lost`() async throws {
        var generator = CorruptingGenerator(seed: 11)
        let events =
            ActionStepEvent.allCases.map(\.rawValue) + ["ActionParticipantCreated", "FileNotePinned", "Élan", ""]
        try await SyncHarness.run { bench in
            bench.practice.put("5")
            let receiver = Receiver(store: bench.store, now: bench.time.now)
            let count = 2_000
            for _ in 0..<count {
                let body = generator.corrupt(Self.notice)
                try await receiver.receive(
                    from: bench.key, event: generator.pick(events), body: body, bodyBytes: body.count)
            }
            try await bench.settle(read: ActionStepNotice.reading)
            let states = try await bench.store.read { reading in
                try reading.rows("SELECT state, count(*) FROM inbox GROUP BY state", []).map {
                    ($0.integer(0), $0.int(1))
                }
            }
            #expect(states.reduce(0) { $0 + $1.1 } == count)
            #expect(!states.contains { $0.0 == ReceiptState.waiting.rawValue })
            #expect(try await bench.matter("5") != nil)
            let reasons = try await bench.store.read { try Inbox.parkedReasons(firmID: "f", in: $0) }
            let known = Set(ActionStepNotice.Unreadable.allCases.map(\.rawValue) + ["unknownEvent"])
            #expect(!reasons.isEmpty && Set(reasons.keys).isSubset(of: known))
        }
    }
}
