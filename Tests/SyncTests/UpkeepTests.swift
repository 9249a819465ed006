import Matters
import Records
import Storage
import Sync
import TestPractice
import Testing
import Webhooks

@Suite struct `Keeping the tables small` {
    @Test func `removes receipts that were sorted long ago, and keeps those nobody has looked at`() async throws {
        try await SyncHarness.run { bench in
            bench.practice.put("1")
            try await bench.receive("matter:1:1")
            try await bench.receive("gibberish")
            try await bench.settle()
            let upkeep = Upkeep(store: bench.store, clock: ContinuousClock(), now: bench.time.now)
            bench.time.advance(by: Upkeep<ContinuousClock>.receiptsKeptFor)
            try await upkeep.sweepOut()
            #expect(try await count(.sorted, in: bench) == 1)
            bench.time.advance(by: .seconds(1))
            try await bench.receive("matter:1:2")
            try await upkeep.sweepOut()
            #expect(try await count(.sorted, in: bench) == 0)
            #expect(try await count(.waiting, in: bench) == 1)
            #expect(try await count(.parked, in: bench) == 1)
        }
    }

    @Test func `removes tokens that have run out`() async throws {
        try await SyncHarness.run { bench in
            let viewer = Viewer(
                firmID: "f", address: try #require(MailAddress("kim@home.example")), kind: .party)
            let now = bench.time.now()
            let token = Tokens.Token(
                hash: Secret.hash("s"), purpose: .bearer, viewer: viewer, label: "Party", expiresAt: now + .seconds(9))
            try await bench.store.write { try Tokens.put(token, in: $0, at: now) }
            bench.time.advance(by: .seconds(9))
            try await Upkeep(store: bench.store, clock: ContinuousClock(), now: bench.time.now).sweepOut()
            let left = try await bench.store.read { try $0.row("SELECT count(*) FROM tokens", [])?.integer(0) }
            #expect(left == 0)
        }
    }

    private func count(_ state: ReceiptState, in bench: SyncHarness) async throws -> Int {
        try await bench.store.read { try Inbox.count(state, firmID: "f", in: $0) }
    }
}
