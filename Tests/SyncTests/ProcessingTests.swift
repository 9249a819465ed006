import Matters
import Records
import Storage
import TestPractice
import Testing

@testable import Sync

@Suite struct `Processing notices` {
    @Test func `a notice about an unknown matter brings the whole matter in`() async throws {
        try await SyncHarness.run { bench in
            bench.practice.put("1") { $0.notes = [SyncHarness.note("n", "PORTAL: hello")] }
            try await bench.receive("matter:1:1", event: "FileNoteCreated")
            try await bench.settle()
            #expect(try await bench.matter("1")?.notes.map(\.text) == ["PORTAL: hello"])
            #expect(try await bench.log() == [Change(.matter, fact: "created", new: "Matter 1")])
        }
    }

    @Test func `a step move is one row in the log and one in the history`() async throws {
        try await SyncHarness.run { bench in
            bench.practice.put("1")
            try await bench.sweep()
            try await bench.settle()
            bench.practice.put("1") {
                $0.details?.stepRef = "33--2"
                $0.details?.stepName = "Finance"
            }
            try await bench.receive("matter:1:2")
            try await bench.settle()
            let matter = try await bench.matter("1")
            // Since when it was in the step before, nobody knows.
            #expect(matter?.history.map(\.stepName) == ["Finance"])
            #expect(matter?.steps.map(\.name) == ScriptedPractice.steps)
            #expect(try await bench.log().last == Change(.step, fact: "step", old: "Instructions", new: "Finance"))
        }
    }

    @Test func `many notices about one matter become few fetches, and only of the facets they name`() async throws {
        try await SyncHarness.run { bench in
            bench.practice.put("1")
            try await bench.sweep()
            try await bench.settle()
            let before = bench.practice.fetches.count
            for count in 0..<100 { try await bench.receive("matter:1:\(count)") }
            try await bench.settle()
            let fetches = bench.practice.fetches.dropFirst(before)
            #expect(fetches.count < 10)
            #expect(fetches.allSatisfy { $0.facets == .details })
        }
    }

    @Test func `the same notice again asks for nothing, a forged one with its name does`() async throws {
        try await SyncHarness.run { bench in
            bench.practice.put("1")
            try await bench.receive("matter:1:5")
            try await bench.settle()
            let fetched = bench.practice.fetches.count
            try await bench.receive("matter:1:5")
            try await bench.settle()
            #expect(bench.practice.fetches.count == fetched)
            try await bench.receive("matter:1:forged:5")
            try await bench.settle()
            #expect(bench.practice.fetches.count == fetched + 1)
            let duplicates = try await bench.store.read { try Inbox.count(.duplicate, firmID: "f", in: $0) }
            #expect(duplicates == 1)
        }
    }

    @Test func `a notice that arrives during a fetch leads to another fetch`() async throws {
        let gate = Gate()
        let practice = ScriptedPractice { _ in await gate.passOnce() }
        try await SyncHarness.run(practice: practice) { bench in
            bench.practice.put("1")
            await gate.onFirstPass {
                bench.practice.put("1") { $0.details?.name = "Renamed meanwhile" }
                try? await bench.receive("matter:1:2")
                // Sorted while the fetch is still out: the mark lands on a leased row.
                while (try? await bench.store.read({ try Inbox.count(.waiting, firmID: "f", in: $0) })) != 0 {
                    await Task.yield()
                }
            }
            try await bench.receive("matter:1:1")
            try await bench.settle()
            #expect(try await bench.matter("1")?.details.name == "Renamed meanwhile")
        }
    }

    @Test func `a person renamed while being added to a matter has the new name in the end`() async throws {
        let gate = Gate()
        let practice = ScriptedPractice { _ in await gate.passOnce() }
        try await SyncHarness.run(practice: practice) { bench in
            bench.practice.put("1") { $0.parties = [SyncHarness.party("Client", "9", "kim@home.example")] }
            await gate.onFirstPass {
                bench.practice.put("1") { $0.parties?[0].name = "Kim Hunt-Ng" }
                try? await bench.receive("person:9", event: "ParticipantUpdated")
                while (try? await bench.store.read({ try Inbox.count(.waiting, firmID: "f", in: $0) })) != 0 {
                    await Task.yield()
                }
            }
            try await bench.receive("matter:1:1", event: "ActionParticipantAdded")
            try await bench.settle()
            #expect(try await bench.matter("1")?.parties.map(\.name) == ["Kim Hunt-Ng"])
        }
    }

    @Test func `a notice that cannot be read becomes a dead letter, and a sweep fetches what it was about`()
        async throws
    {
        try await SyncHarness.run { bench in
            for ref in 1...7 { bench.practice.put(String(ref)) }
            try await bench.receive("gibberish")
            try await bench.settle()
            let reasons = try await bench.store.read { try Inbox.deadLetterReasons(firmID: "f", in: $0) }
            #expect(reasons == ["not readable": 1])
            let count = try await bench.store.read { try MatterRecords.count(firmID: "f", in: $0) }
            #expect(count == 7)
        }
    }

    @Test func `a person's notice refreshes every matter of that person`() async throws {
        try await SyncHarness.run { bench in
            for ref in ["1", "2"] {
                bench.practice.put(ref) { $0.parties = [SyncHarness.party("Client", "9", "kim@home.example")] }
            }
            bench.practice.put("3")
            try await bench.sweep()
            try await bench.settle()
            for ref in ["1", "2"] { bench.practice.put(ref) { $0.parties?[0].name = "Kim Hunt-Ng" } }
            try await bench.receive("person:9", event: "ParticipantUpdated")
            try await bench.settle()
            #expect(try await bench.log().filter { $0.kind == .party }.map(\.new) == ["Kim Hunt-Ng", "Kim Hunt-Ng"])
        }
    }

    @Test func `a matter that was gone and comes back is asked for whole`() async throws {
        try await SyncHarness.run { bench in
            bench.practice.put("1")
            try await bench.sweep()
            try await bench.settle()
            bench.practice.remove("1")
            try await bench.receive("matter:1:1")
            try await bench.settle()
            #expect(try await bench.matter("1")?.details.isDeleted == true)
            bench.practice.put("1")
            try await bench.receive("matter:1:2", event: "FileNoteCreated")
            try await bench.settle()
            #expect(try await bench.matter("1")?.details.isDeleted == false)
        }
    }

    @Test func `a matter that is gone stays for staff and is withdrawn from everybody else`() async throws {
        try await SyncHarness.run { bench in
            bench.practice.put("1") { $0.parties = [SyncHarness.party("Client", "9", "kim@home.example")] }
            try await bench.sweep()
            try await bench.settle()
            let matter = try #require(try await bench.matter("1"))
            bench.practice.remove("1")
            bench.time.advance(by: .seconds(1))
            try await bench.sweep()
            try await bench.settle()
            let grants = try await bench.store.read {
                try AccessRecords.grants(of: [matter.id], firmID: "f", in: $0)[matter.id]
            }
            #expect(grants == [AccessGrant(holder: .staff, relation: .staff)])
            #expect(try await bench.log().last?.fact == "withdrawn")
        }
    }
}

@Suite struct `Connecting a source` {
    private let events = ["StepChanged", "FileNoteCreated"]

    @Test func `a hook's token counts from the moment it is stored`() async throws {
        try await SyncHarness.run { bench in
            let directory = SourceDirectory(store: bench.store)
            let (connector, source) = try await bench.connected("another")
            let url = try connector.hookURL(of: source, address: "http://portal.example")
            let token = String(url.suffix(43))
            #expect(try await directory.source(forToken: token, system: "actionstep")?.sourceID == "another")
            #expect(try await directory.source(forToken: token, system: "lawvu") == nil)
            #expect(try await directory.source(forToken: token + "x", system: "actionstep") == nil)
        }
    }

    @Test func `hooks are made once, and again when they are switched off or point elsewhere`() async throws {
        try await SyncHarness.run { bench in
            let (connector, source) = try await bench.connected("s")
            func register(_ address: String) async throws -> Bool {
                try await connector.registerHooks(
                    for: source, adapter: ScriptedAdapter(events: events), address: address, at: bench.practice)
            }
            #expect(try await register("http://a.example"))
            #expect(try await register("http://a.example") == false)
            bench.practice.disableHooks()
            #expect(try await register("http://a.example"))
            #expect(try await register("http://b.example"))
            let hooks = try await bench.practice.hooks()
            #expect(hooks.count == events.count)
            #expect(hooks.allSatisfy { $0.isActive && $0.url.hasPrefix("http://b.example/hooks/actionstep/") })
        }
    }

    @Test func `a source is new until a sweep was asked for, however far connecting came`() async throws {
        try await SyncHarness.run { bench in
            let (connector, source) = try await bench.connected("s")
            #expect(try await connector.isNeverSwept(source))
            _ = try await connector.requestSweep(of: source, reason: "import")
            #expect(try await connector.isNeverSwept(source) == false)
        }
    }
}

@Suite struct `When the practice system fails` {
    @Test(arguments: [
        PracticeFailure.unavailable(status: 500), .rateLimited(retryAfterSeconds: 3), .network(.timedOut),
        .malformed("actions"), .unauthorized,
    ])
    func `the matter is tried again later and nothing is half-applied`(failure: PracticeFailure) async throws {
        try await SyncHarness.run { bench in
            bench.practice.put("1")
            bench.practice.fail(failure)
            try await bench.receive("matter:1:1")
            try await bench.settle()
            #expect(try await bench.matter("1") == nil)
            bench.time.advance(by: .seconds(61))
            try await bench.settle()
            #expect(try await bench.matter("1") != nil)
        }
    }

    @Test func `a matter that keeps failing becomes a dead letter, and a new notice queues it again`() async throws {
        try await SyncHarness.run { bench in
            bench.practice.put("1")
            for _ in 0...FetchRetrySchedule.matterDelays.count {
                bench.practice.fail(.malformed("actions"))
                try await bench.receive("matter:1:1")
                try await bench.settle()
                bench.time.advance(by: .seconds(3_601))
            }
            let deadLetters = try await bench.store.read {
                try DirtyMatters.count(.deadLettered, firmID: "f", in: $0)
            }
            #expect(deadLetters == 1)
            try await bench.receive("matter:1:new")
            try await bench.settle()
            #expect(try await bench.matter("1") != nil)
        }
    }

    @Test func `one bad matter does not hold up the others`() async throws {
        try await SyncHarness.run { bench in
            bench.practice.put("1")
            bench.practice.put("2")
            bench.practice.fail(.malformed("x"), .malformed("x"))
            try await bench.receive("matter:1:1", "matter:2:1")
            try await bench.settle()
            bench.time.advance(by: .seconds(2))
            try await bench.settle()
            let count = try await bench.store.read { try MatterRecords.count(firmID: "f", in: $0) }
            #expect(count >= 1)
        }
    }

    @Test(arguments: [
        (PracticeFailure.cancelled, 0, FetchRetrySchedule.Next.again(at: .seconds(100), countsAttempt: false)),
        (.rateLimited(retryAfterSeconds: 7), 3, .again(at: .seconds(107), countsAttempt: false)),
        (.rateLimited(retryAfterSeconds: 99_999), 3, .again(at: .seconds(700), countsAttempt: false)),
        (.unavailable(status: 503), 0, .again(at: .seconds(101), countsAttempt: true)),
        (.unavailable(status: 503), 500, .again(at: .seconds(160), countsAttempt: false)),
        (.network(.refused), 3, .again(at: .seconds(160), countsAttempt: false)),
        (.malformed("x"), 6, .again(at: .seconds(3_700), countsAttempt: true)), (.malformed("x"), 7, .deadLetter),
        (.unauthorized, 0, .again(at: .seconds(160), countsAttempt: false)),
        (.forbidden, 99, .again(at: .seconds(160), countsAttempt: false)),
    ])
    func `what comes next is decided by the kind of failure`(
        failure: PracticeFailure, attempts: Int, next: FetchRetrySchedule.Next
    ) {
        #expect(FetchRetrySchedule.next(after: failure, attempts: attempts, now: .seconds(100)) == next)
    }

    @Test func `a sweep goes on at the page where it stopped`() async throws {
        try await SyncHarness.run { bench in
            for ref in 1...8 { bench.practice.put(String(ref)) }
            try await bench.sweep()
            bench.practice.fail(.unavailable(status: 502))
            try await bench.settle()
            bench.time.advance(by: .seconds(5))
            try await bench.settle()
            let count = try await bench.store.read { try MatterRecords.count(firmID: "f", in: $0) }
            #expect(count == 8)
        }
    }
}

/// Lets the first to pass do something before it goes on.
private actor Gate {
    private var action: (@Sendable () async -> Void)?
    func onFirstPass(_ action: @escaping @Sendable () async -> Void) { self.action = action }
    func passOnce() async {
        let action = self.action
        self.action = nil
        await action?()
    }
}
