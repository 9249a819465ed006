import Logging
import Matters
import Records
import Storage
import Sync
import TestPractice
import Testing
import Webhooks

@Suite struct `A gap in a feed` {
    private func keeper(_ bench: SyncHarness, _ connector: SourceConnector) -> HookMonitor {
        HookMonitor(
            store: bench.store, connector: connector,
            adapters: PracticeSystemAdapters([ScriptedAdapter(events: ["FileNoteCreated"], facets: .notes)]),
            clients: PracticeClients { _ in bench.practice }, address: "http://portal.example", now: bench.time.now,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private func gap(_ bench: SyncHarness) async throws -> FeedGap? {
        try await bench.store.read { try FeedGaps.oldest(firmID: "f", in: $0) }
    }

    @Test func `is found, told, and mended by a sweep of what it may have hidden`() async throws {
        try await SyncHarness.run { bench in
            bench.practice.put("1")
            let (connector, _) = try await bench.connected("s")
            let keeper = keeper(bench, connector)
            try await keeper.runOnce()
            try await bench.settle()
            let before = bench.practice.fetches.count
            // Three notices are sent, the second never arrives.
            try await bench.receive("hook:1:1", "hook:1:3", event: "FileNoteCreated")
            try await bench.settle()
            bench.practice.put("1") { $0.notes = [SyncHarness.note("n", "missed")] }
            bench.practice.trigger("1", count: 3, at: bench.time.now())
            try await keeper.runOnce()
            let early = try await gap(bench)
            #expect(early == nil)
            bench.time.advance(by: GapDetector.inFlight)
            let found = bench.time.now()
            try await keeper.runOnce()
            let late = try await gap(bench)
            #expect(late?.missedCount == 1 && late?.foundAt == found)
            try await bench.settle()
            let mended = try await gap(bench)
            #expect(mended == nil)
            #expect(try await bench.matter("1")?.notes.map(\.text) == ["missed"])
            #expect(bench.practice.fetches.dropFirst(before).allSatisfy { $0.facets == .notes })
        }
    }

    @Test func `is not seen where a notice only waits to be looked at`() async throws {
        try await SyncHarness.run { bench in
            let (connector, _) = try await bench.connected("s")
            let keeper = keeper(bench, connector)
            try await keeper.runOnce()
            try await bench.settle()
            try await bench.receive("hook:1:1", event: "FileNoteCreated")
            bench.practice.trigger("1", count: 1, at: bench.time.now())
            bench.time.advance(by: GapDetector.inFlight)
            try await keeper.runOnce()
            try await bench.settle()
            try await keeper.runOnce()
            let found = try await gap(bench)
            #expect(found == nil)
        }
    }

    private static let farMax = HookSequences.beyondMax

    @Test(arguments: [
        (hook: "1", count: Int64(1), tracker: SequenceTracker(receivedUpTo: 1)),
        ("1", 2, SequenceTracker(receivedUpTo: 0, receivedBeyond: [2])),
        ("1", farMax, SequenceTracker(receivedUpTo: 0, receivedBeyond: [farMax])),
        ("1", farMax + 1, SequenceTracker(receivedUpTo: 0)),
        ("1", 0, SequenceTracker(receivedUpTo: 0)), ("1", .min, SequenceTracker(receivedUpTo: 0)),
        ("1", .max, SequenceTracker(receivedUpTo: 0)),
        ("9", 1, SequenceTracker(receivedUpTo: 0)),
    ])
    func `numbers that are absurd, and hooks that are not ours, leave no trace`(
        hook: String, count: Int64, tracker: SequenceTracker
    ) async throws {
        try await SyncHarness.run { bench in
            let (connector, _) = try await bench.connected("s")
            try await keeper(bench, connector).runOnce()
            try await bench.receive("hook:\(hook):\(count)", event: "FileNoteCreated")
            try await bench.settle()
            let stored = try await bench.store.read { try HookSequences.all(source: bench.key, in: $0) }
            #expect(stored.keys.sorted() == ["1"])
            #expect(
                stored["1"]?.receivedUpTo == tracker.receivedUpTo
                    && stored["1"]?.receivedBeyond == tracker.receivedBeyond)
        }
    }
}

@Suite struct `Reconciling regularly` {
    @Test func `asks for a walk when the last is long ago, and for none while one is under way`() async throws {
        try await SyncHarness.run { bench in
            bench.practice.put("1") { $0.notes = [SyncHarness.note("n", "PORTAL: withdrawn later")] }
            let regular = RegularReconciliation(store: bench.store, now: bench.time.now)
            func sweeps() async throws -> Int? {
                try await bench.store.read { try $0.row("SELECT count(*) FROM sweeps", [])?.int(0) }
            }
            try await regular.runOnce()
            // A source that was never imported is left alone.
            let before = try await sweeps()
            #expect(before == 0)
            try await bench.sweep()
            try await bench.settle()
            bench.practice.put("1") { $0.notes = [] }
            let interval = RegularReconciliation.sweepInterval
            for (wait, count) in [(interval - .milliseconds(1), 1), (.milliseconds(1), 2), (interval, 2)] {
                bench.time.advance(by: wait)
                try await regular.runOnce()
                let asked = try await sweeps()
                #expect(asked == count)
            }
            try await bench.settle()
            #expect(try await bench.matter("1")?.notes.isEmpty == true)
        }
    }
}
