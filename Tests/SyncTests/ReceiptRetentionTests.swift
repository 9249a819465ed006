import Matters
import Records
import Storage
import Sync
import TestPractice
import Testing

@Suite struct `Retention of receipts` {
    @Test func `removes receipts that were sorted long ago, and keeps waiting ones and dead letters`() async throws {
        try await SyncHarness.run { bench in
            bench.practice.put("1")
            try await bench.receive("matter:1:1")
            try await bench.receive("gibberish")
            try await bench.settle()
            let retention = ReceiptRetention(store: bench.store, now: bench.time.now)
            bench.time.advance(by: ReceiptRetention.retention)
            try await retention.runOnce()
            #expect(try await count(.sorted, in: bench) == 1)
            bench.time.advance(by: .seconds(1))
            try await bench.receive("matter:1:2")
            try await retention.runOnce()
            #expect(try await count(.sorted, in: bench) == 0)
            #expect(try await count(.waiting, in: bench) == 1)
            #expect(try await count(.deadLettered, in: bench) == 1)
        }
    }

    private func count(_ state: ReceiptState, in bench: SyncHarness) async throws -> Int {
        try await bench.store.read { try Inbox.count(state, firmID: "f", in: $0) }
    }
}
