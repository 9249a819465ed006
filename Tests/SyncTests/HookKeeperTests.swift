import Logging
import Matters
import Records
import Storage
import Sync
import TestPractice
import Testing

@Suite struct `Looking after hooks` {
    @Test func `hooks that were switched off are made anew, and what was missed is fetched`() async throws {
        try await SyncHarness.run { bench in
            let (connector, source) = try await bench.connected("s")
            let address = "http://portal.example"
            _ = try await connector.registerHooks(
                for: source, events: ["StepChanged"], address: address, at: bench.practice)
            bench.practice.disableHooks()
            let keeper = HookKeeper(
                store: bench.store, connector: connector,
                contracts: ["actionstep": HookContract(events: ["StepChanged"]) { _ in .details }],
                clock: ContinuousClock(), now: bench.time.now,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            ) { _ in bench.practice }
            var work = bench.store.listen(to: .work).makeAsyncIterator()
            let running = Task { try await keeper.run(address: address) }
            while try await connector.isNeverSwept(source) { await work.next(isolation: #isolation) }
            #expect(try await bench.practice.hooks().map(\.isActive) == [true])
            running.cancel()
            _ = await running.result
        }
    }
}
