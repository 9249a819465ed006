import Delivery
import LocalServer
import Matters
import Records
import Storage
import Testing
import Webhooks

@Suite(.timeLimit(.minutes(5))) struct `A thousand endpoints of which a hundred hang` {
    private static let (well, hanging) = (900, 100)

    /// The hanging ones come first, so that a dispatcher that goes by the order of ids meets them first.
    private func subscribe(_ harness: DeliveryHarness, _ quick: String, _ stuck: String) async throws {
        try await harness.store.write { [now = harness.now] transaction in
            for number in 0..<Self.well + Self.hanging {
                _ = try Subscriptions.create(
                    contract: .lawvu, events: ["*"], targetURL: number < Self.hanging ? stuck : quick,
                    owner: "someone", firmID: "demo", in: transaction, at: now)
            }
        }
    }

    private func delivered(_ harness: DeliveryHarness) async throws -> Int {
        try await harness.store.read {
            try $0.row("SELECT count(*) FROM deliveries WHERE state = \(DeliveryState.delivered.sql)", [])?.int(0) ?? 0
        }
    }

    /// No attempt times out here, because nobody moves the clock of the deadlines.
    @Test func `the others get everything meanwhile`() async throws {
        let (harness, hanging) = (try await DeliveryHarness(), Received<Void>())
        let quick = try await harness.receiver { _ in .answer(200) }
        let stuck = try await harness.receiver { _ in
            hanging.add(())
            return .silence
        }
        try await subscribe(harness, quick, stuck)
        try await harness.running(deadlines: ManualClock()) {
            for matter in 1...2 {
                try await harness.publish(.lawvu, [matter])
                try await harness.until { try await delivered(harness) == matter * Self.well }
            }
        }
        #expect(hanging.all.count <= Self.hanging * ConcurrencyLimiter.firstWindow)
        #expect(hanging.all.count < DispatcherLimits().inFlightMax / 2)
    }

    /// As after a restart, when only the database knows which endpoints are failing.
    @Test func `endpoints that had failed before a start have one slot each, and at most half of all`() async throws {
        let (harness, hanging) = (try await DeliveryHarness(), Received<Void>())
        let quick = try await harness.receiver { _ in .answer(200) }
        let stuck = try await harness.receiver { _ in
            hanging.add(())
            return .silence
        }
        try await subscribe(harness, quick, stuck)
        _ = try await harness.store.write { [now = harness.now] transaction in
            try transaction.run(
                "UPDATE subscriptions SET failing_since = $1 WHERE target_url = $2",
                [.integer(now.milliseconds), .text(stuck)])
        }
        try await harness.publish(.lawvu, [1, 2])
        try await harness.running(deadlines: ManualClock()) {
            try await harness.until { try await delivered(harness) == 2 * Self.well }
        }
        #expect(hanging.all.count <= Self.hanging)
    }
}
