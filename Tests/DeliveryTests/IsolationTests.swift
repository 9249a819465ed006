import Delivery
import LocalServer
import Matters
import Records
import Storage
import Testing
import Webhooks

@Suite(.timeLimit(.minutes(5))) struct `A thousand endpoints of which a hundred hang` {
    private static let (well, hanging) = (900, 100)

    /// The last ones first in line, so that whoever goes by the order of ids meets them first.
    private func subscribe(_ bench: Bench, _ quick: String, _ stuck: String) async throws {
        try await bench.store.write { [now = bench.now] transaction in
            for number in 0..<Self.well + Self.hanging {
                _ = try Subscriptions.create(
                    contract: .lawvu, events: ["*"], targetURL: number < Self.hanging ? stuck : quick,
                    owner: "someone", firmID: "demo", in: transaction, at: now)
            }
        }
    }

    private func delivered(_ bench: Bench) async throws -> Int {
        try await bench.store.read {
            try $0.row("SELECT count(*) FROM deliveries WHERE state = 2", [])?.int(0) ?? 0
        }
    }

    /// No attempt ever ends by itself here, because nobody moves the clock of the deadlines.
    @Test func `the others get everything while those hold what they were given`() async throws {
        let (bench, hanging) = (try await Bench(), Received<Void>())
        let quick = try await bench.receiver { _ in .answer(200) }
        let stuck = try await bench.receiver { _ in
            hanging.add(())
            return .silence
        }
        try await subscribe(bench, quick, stuck)
        try await bench.running(deadlines: ManualClock()) {
            for matter in 1...2 {
                try await bench.publish(.lawvu, [matter])
                try await bench.until { try await delivered(bench) == matter * Self.well }
            }
        }
        #expect(hanging.all.count <= Self.hanging * Lanes.firstWindow)
        #expect(hanging.all.count < Dispatcher.Limits().inFlightMax / 2)
    }

    /// As after a restart: what is known of them is what the database says, and that one place each is enough.
    @Test func `those that had failed before a start have one place each, and half of all at most`() async throws {
        let (bench, hanging) = (try await Bench(), Received<Void>())
        let quick = try await bench.receiver { _ in .answer(200) }
        let stuck = try await bench.receiver { _ in
            hanging.add(())
            return .silence
        }
        try await subscribe(bench, quick, stuck)
        _ = try await bench.store.write { [now = bench.now] transaction in
            try transaction.run(
                "UPDATE subscriptions SET failing_since = $1 WHERE target_url = $2",
                [.integer(now.milliseconds), .text(stuck)])
        }
        try await bench.publish(.lawvu, [1, 2])
        try await bench.running(deadlines: ManualClock()) {
            try await bench.until { try await delivered(bench) == 2 * Self.well }
        }
        #expect(hanging.all.count <= Self.hanging)
    }
}
