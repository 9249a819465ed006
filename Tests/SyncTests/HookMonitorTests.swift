import Logging
import Matters
import Records
import Storage
import Sync
import TestPractice
import Testing
import Webhooks

@Suite struct `Looking after hooks` {
    @Test func `hooks that were switched off are made anew, and what was missed is fetched`() async throws {
        try await SyncHarness.run { bench in
            let (connector, source) = try await bench.connected("s")
            let address = "http://portal.example"
            _ = try await connector.registerHooks(
                for: source, adapter: ScriptedAdapter(), address: address, at: bench.practice)
            bench.practice.disableHooks()
            let keeper = HookMonitor(
                store: bench.store, connector: connector,
                adapters: PracticeSystemAdapters([ScriptedAdapter(facets: .details)]),
                clients: PracticeClients { _ in bench.practice }, address: address, now: bench.time.now,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            var work = bench.store.listen(to: .work).makeAsyncIterator()
            let running = Task { try await keeper.run(clock: ContinuousClock()) }
            while try await connector.isNeverSwept(source) { await work.next(isolation: #isolation) }
            #expect(try await bench.practice.hooks().map(\.isActive) == [true])
            running.cancel()
            _ = await running.result
        }
    }
}
