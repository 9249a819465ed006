import Logging
import Matters
import Records
import Storage
import Sync
import Synchronization
import TestPractice
import Testing
import Webhooks

@Suite struct `The processors of all sources` {
    @Test func `a source that is connected anew is asked with the new grant`() async throws {
        try await SyncHarness.run { bench in
            let practices = Mutex<[ScriptedPractice]>([])
            let supervisor = supervisor(bench) { _ in
                let practice = ScriptedPractice()
                let isFirst = practices.withLock { practices in
                    practices.append(practice)
                    return practices.count == 1
                }
                practice.put("1")
                if isFirst { for _ in 0..<100 { practice.fail(.unauthorized) } }
                return practice
            }
            let running = Task { try await supervisor.run() }
            var progress = bench.store.listen(to: .progress).makeAsyncIterator()
            try await bench.receive("matter:1:1")
            while try await bench.store.read({ try Sources.find("s", firmID: "f", in: $0)?.failure }) == nil {
                await progress.next(isolation: #isolation)
            }
            bench.time.advance(by: .seconds(1))
            try await bench.connect()
            // The old processor may be at the matter once more; then its turn comes again a minute later.
            while try await bench.matter("1") == nil {
                await progress.next(isolation: #isolation)
                bench.time.advance(by: .seconds(61))
                try await bench.receive("matter:1:\(bench.time.now().milliseconds)")
            }
            let failure = try await bench.store.read { try Sources.find("s", firmID: "f", in: $0)?.failure }
            #expect(failure == nil)
            running.cancel()
            _ = await running.result
        }
    }

    @Test func `a source that cannot be asked does not stop the others`() async throws {
        try await SyncHarness.run { bench in
            struct WrongKey: Error {}
            let supervisor = supervisor(bench) { source in
                guard source.id != "broken" else { throw WrongKey() }
                let practice = ScriptedPractice()
                practice.put("1")
                return practice
            }
            try await bench.connect(sourceID: "broken")
            let running = Task { try await supervisor.run() }
            var changes = bench.store.listen(to: .changes).makeAsyncIterator()
            try await bench.receive("matter:1:1")
            while try await bench.matter("1") == nil { await changes.next(isolation: #isolation) }
            running.cancel()
            _ = await running.result
        }
    }

    private func supervisor(
        _ bench: SyncHarness, practice: @escaping PracticeClients.Make
    ) -> ProcessorSupervisor<ContinuousClock> {
        ProcessorSupervisor(
            store: bench.store, adapters: PracticeSystemAdapters([ScriptedAdapter()]),
            clients: PracticeClients(make: practice), clock: ContinuousClock(), now: bench.time.now,
            announce: { _, _, _, _ in },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }
}
