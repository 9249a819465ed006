import Delivery
import LocalServer
import Matters
import Records
import Storage
import Testing
import Webhooks

/// On a clock that only the test moves.
@Suite(.timeLimit(.minutes(5))) struct `When a message is retried` {
    private static let overOneDay = [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000]

    @Test(
        arguments: [
            (.actionstep, [10, 60, 300], .disabled), (.lawvu, [60, 120, 300], .active), (.lawfficient, [], .active),
            (.lawfficientDurable, overOneDay, .active), (.standard, overOneDay, .active),
        ] as [(ContractVariant, [Int], SubscriptionStatus)])
    func `at exactly the times of the contract, and then not any more`(
        variant: ContractVariant, waits: [Int], status: SubscriptionStatus
    ) async throws {
        let harness = try await DeliveryHarness()
        let endpoint = try await harness.endpoint(variant) { _ in .hangUp }
        try await harness.running {
            try await harness.publish(variant, [7])
            for (attempt, wait) in waits.enumerated() {
                try await harness.attempted(endpoint, times: attempt + 1)
                try await harness.advance(seconds: wait - 1)
                try await harness.advance(seconds: 1)
            }
            try await harness.settled(endpoint, as: .abandoned, count: 1)
        }
        let times = waits.reduce(into: [Int64(0)]) { $0.append(($0.last ?? 0) + Int64($1)) }
        #expect(try await harness.attemptSeconds(of: endpoint) == times)
        #expect(try await harness.status(of: endpoint) == status)
    }

    @Test(arguments: [(120, 120), (1, 5), (600_000, 86_400)])
    func `an overloaded endpoint of the portal is paused for as long as it asks, at most a day`(
        asked: Int, waited: Int
    ) async throws {
        let harness = try await DeliveryHarness()
        let received = Received<Void>()
        let endpoint = try await harness.endpoint(.standard) { _ in
            received.add(())
            return received.all.count == 1 ? .answer(429, headers: [("retry-after", "\(asked)")]) : .answer(200)
        }
        try await harness.running {
            try await harness.publish(.standard, [7])
            try await harness.attempted(endpoint, times: 1)
            try await harness.publish(.standard, [8])
            try await harness.advance(seconds: waited - 1)
            if asked >= waited { try await harness.publish(.standard, [9]) }
            try await harness.advance(seconds: 1)
            try await harness.settled(endpoint, as: .delivered, count: asked >= waited ? 3 : 2)
        }
        let others = try await harness.attemptSeconds(of: endpoint).dropFirst()
        #expect(others.allSatisfy { $0 >= min(asked, waited) })
        #expect(others.last == Int64(waited))
    }

    @Test(arguments: [ContractVariant.lawvu, .lawfficientDurable])
    func `other contracts ignore Retry-After`(variant: ContractVariant) async throws {
        let harness = try await DeliveryHarness()
        let endpoint = try await harness.endpoint(variant) { _ in .answer(503, headers: [("retry-after", "3600")]) }
        let first = variant == .lawvu ? 60 : 5
        try await harness.running {
            try await harness.publish(variant, [7])
            try await harness.attempted(endpoint, times: 1)
            try await harness.advance(seconds: first)
            try await harness.attempted(endpoint, times: 2)
        }
        #expect(try await harness.attemptSeconds(of: endpoint) == [0, Int64(first)])
    }
}

@Suite(.timeLimit(.minutes(5))) struct `When an endpoint is disabled` {
    /// Publishes about each matter, and lets LawVu's four attempts fail.
    private func abandon(_ matters: Range<Int>, of endpoint: Subscription, on harness: DeliveryHarness) async throws {
        let before = try await harness.attempts(of: endpoint).count
        try await harness.publish(.lawvu, Array(matters))
        for (attempt, wait) in [60, 120, 300].enumerated() {
            try await harness.attempted(endpoint, times: before + (attempt + 1) * matters.count)
            try await harness.advance(seconds: wait)
        }
        try await harness.settled(endpoint, as: .abandoned, count: matters.upperBound)
    }

    @Test func `LawVu: by the tenth notice abandoned within a day, not by the ninth`() async throws {
        let harness = try await DeliveryHarness()
        let endpoint = try await harness.endpoint(.lawvu) { _ in .answer(500) }
        try await harness.running {
            try await abandon(0..<9, of: endpoint, on: harness)
            #expect(try await harness.status(of: endpoint) == .active)
            try await harness.advance(seconds: 86_400 - 480)
            try await abandon(9..<10, of: endpoint, on: harness)
        }
        let found = try await harness.found(endpoint)
        #expect(found.status == .disabled)
        #expect(found.disableReason == .abandonedTooOften)
        try await harness.publish(.lawvu, [10])
        #expect(try await harness.count(.missed, of: endpoint) == 1)
        #expect(try await harness.found(endpoint).triggeredCount == 10)
    }

    @Test func `LawVu: not by ten abandoned notices within 25 hours`() async throws {
        let harness = try await DeliveryHarness()
        let endpoint = try await harness.endpoint(.lawvu) { _ in .hangUp }
        try await harness.running {
            try await abandon(0..<1, of: endpoint, on: harness)
            try await harness.advance(seconds: 25 * 3_600)
            try await abandon(1..<10, of: endpoint, on: harness)
        }
        #expect(try await harness.status(of: endpoint) == .active)
    }

    @Test func `Standard: by five days without a success, and unsent messages are held`() async throws {
        let harness = try await DeliveryHarness()
        let endpoint = try await harness.endpoint(.standard) { _ in .answer(500) }
        try await harness.running {
            try await harness.publish(.standard, [7])
            try await harness.attempted(endpoint, times: 1)
            try await harness.advance(seconds: 5 * 86_400 - 1)
            try await harness.attempted(endpoint, times: 2)
            #expect(try await harness.status(of: endpoint) == .active)
            try await harness.advance(seconds: 1)
            try await harness.publish(.standard, [8])
            try await harness.settled(endpoint, as: .held, count: 2)
        }
        #expect(try await harness.found(endpoint).disableReason == .failing)
        #expect(try await harness.log(of: endpoint).map(\.attempts) == [2, 1])
    }

    @Test func `Standard: one success restarts the five days`() async throws {
        let harness = try await DeliveryHarness()
        let received = Received<Void>()
        let endpoint = try await harness.endpoint(.standard) { _ in
            received.add(())
            return .answer(received.all.count == 2 ? 200 : 500)
        }
        try await harness.running {
            try await harness.publish(.standard, [7])
            try await harness.attempted(endpoint, times: 1)
            try await harness.advance(seconds: 4 * 86_400)
            try await harness.settled(endpoint, as: .delivered, count: 1)
            try await harness.advance(seconds: 4 * 86_400)
            try await harness.publish(.standard, [8])
            try await harness.attempted(endpoint, times: 3)
        }
        #expect(try await harness.status(of: endpoint) == .active)
    }

    @Test func `Lawfficient: never`() async throws {
        let harness = try await DeliveryHarness()
        let endpoint = try await harness.endpoint(.lawfficient) { _ in .answer(500) }
        try await harness.running {
            for day in 1...7 {
                try await harness.publish(.lawfficient, Array(0..<20))
                try await harness.settled(endpoint, as: .abandoned, count: day * 20)
                try await harness.advance(seconds: 86_400)
            }
        }
        #expect(try await harness.status(of: endpoint) == .active)
    }

    @Test(arguments: ContractVariant.allCases)
    func `a disabled endpoint counts no events`(variant: ContractVariant) async throws {
        let harness = try await DeliveryHarness()
        let endpoint = try await harness.endpoint(variant, at: "http://127.0.0.1:1/in")
        try await harness.publish(variant, [1, 2])
        try await harness.disable(endpoint)
        try await harness.advance(seconds: 10)
        try await harness.publish(variant, [3])
        let found = try await harness.found(endpoint)
        #expect(found.triggeredCount == 2)
        #expect(found.lastTriggeredAt == harness.start)
        let unsent: DeliveryState = variant == .standard || variant == .lawfficientDurable ? .held : .missed
        #expect(try await harness.log(of: endpoint).map(\.state) == [unsent, unsent, unsent])
    }
}
