import Delivery
import LocalServer
import Matters
import Records
import Storage
import Testing
import Webhooks

/// When it is tried again, and when no more: on a clock that only the test moves.
@Suite(.timeLimit(.minutes(5))) struct `When a message is tried again` {
    private static let patient = [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000]

    @Test(
        arguments: [
            (.actionstep, [10, 60, 300], .disabled), (.lawvu, [60, 120, 300], .active), (.lawfficient, [], .active),
            (.lawfficientDurable, patient, .active), (.standard, patient, .active),
        ] as [(Terms, [Int], Subscription.Status)])
    func `at exactly these times, and then never`(
        terms: Terms, waits: [Int], status: Subscription.Status
    ) async throws {
        let bench = try await Bench()
        let endpoint = try await bench.endpoint(terms) { _ in .hangUp }
        try await bench.running {
            try await bench.publish(terms, [7])
            for (attempt, wait) in waits.enumerated() {
                try await bench.attempted(endpoint, times: attempt + 1)
                try await bench.advance(seconds: wait - 1)
                try await bench.advance(seconds: 1)
            }
            try await bench.settled(endpoint, as: .abandoned, count: 1)
        }
        let times = waits.reduce(into: [Int64(0)]) { $0.append(($0.last ?? 0) + Int64($1)) }
        #expect(try await bench.attemptSeconds(of: endpoint) == times)
        #expect(try await bench.status(of: endpoint) == status)
    }

    @Test(arguments: [(120, 120), (1, 5), (600_000, 86_400)])
    func `an overloaded endpoint of ours is left alone for as long as it asks, within a day`(
        asked: Int, waited: Int
    ) async throws {
        let bench = try await Bench()
        let received = Received<Void>()
        let endpoint = try await bench.endpoint(.standard) { _ in
            received.add(())
            return received.all.count == 1 ? .answer(429, headers: [("retry-after", "\(asked)")]) : .answer(200)
        }
        try await bench.running {
            try await bench.publish(.standard, [7])
            try await bench.attempted(endpoint, times: 1)
            try await bench.publish(.standard, [8])
            try await bench.advance(seconds: waited - 1)
            if asked >= waited { try await bench.publish(.standard, [9]) }
            try await bench.advance(seconds: 1)
            try await bench.settled(endpoint, as: .delivered, count: asked >= waited ? 3 : 2)
        }
        let others = try await bench.attemptSeconds(of: endpoint).dropFirst()
        #expect(others.allSatisfy { $0 >= min(asked, waited) })
        #expect(others.last == Int64(waited))
    }

    @Test(arguments: [Terms.lawvu, .lawfficientDurable])
    func `elsewhere Retry-After changes nothing`(terms: Terms) async throws {
        let bench = try await Bench()
        let endpoint = try await bench.endpoint(terms) { _ in .answer(503, headers: [("retry-after", "3600")]) }
        let first = terms == .lawvu ? 60 : 5
        try await bench.running {
            try await bench.publish(terms, [7])
            try await bench.attempted(endpoint, times: 1)
            try await bench.advance(seconds: first)
            try await bench.attempted(endpoint, times: 2)
        }
        #expect(try await bench.attemptSeconds(of: endpoint) == [0, Int64(first)])
    }
}

@Suite(.timeLimit(.minutes(5))) struct `When an endpoint is switched off` {
    /// Publishes about each matter, and lets LawVu's four tries pass.
    private func abandon(_ matters: Range<Int>, of endpoint: Subscription, on bench: Bench) async throws {
        let before = try await bench.attempts(of: endpoint).count
        try await bench.publish(.lawvu, Array(matters))
        for (attempt, wait) in [60, 120, 300].enumerated() {
            try await bench.attempted(endpoint, times: before + (attempt + 1) * matters.count)
            try await bench.advance(seconds: wait)
        }
        try await bench.settled(endpoint, as: .abandoned, count: matters.upperBound)
    }

    @Test func `LawVu: by the tenth notice that is given up within a day, not by the ninth`() async throws {
        let bench = try await Bench()
        let endpoint = try await bench.endpoint(.lawvu) { _ in .answer(500) }
        try await bench.running {
            try await abandon(0..<9, of: endpoint, on: bench)
            #expect(try await bench.status(of: endpoint) == .active)
            try await bench.advance(seconds: 86_400 - 480)
            try await abandon(9..<10, of: endpoint, on: bench)
        }
        let found = try await bench.found(endpoint)
        #expect(found.status == .disabled)
        #expect(found.switchedOff == .abandonedTooOften)
        try await bench.publish(.lawvu, [10])
        #expect(try await bench.count(.missed, of: endpoint) == 1)
        #expect(try await bench.found(endpoint).triggeredCount == 10)
    }

    @Test func `LawVu: ten within twenty-five hours are not too many`() async throws {
        let bench = try await Bench()
        let endpoint = try await bench.endpoint(.lawvu) { _ in .hangUp }
        try await bench.running {
            try await abandon(0..<1, of: endpoint, on: bench)
            try await bench.advance(seconds: 25 * 3_600)
            try await abandon(1..<10, of: endpoint, on: bench)
        }
        #expect(try await bench.status(of: endpoint) == .active)
    }

    @Test func `ours: by five days of nothing but failure, and what waits is held`() async throws {
        let bench = try await Bench()
        let endpoint = try await bench.endpoint(.standard) { _ in .answer(500) }
        try await bench.running {
            try await bench.publish(.standard, [7])
            try await bench.attempted(endpoint, times: 1)
            try await bench.advance(seconds: 5 * 86_400 - 1)
            try await bench.attempted(endpoint, times: 2)
            #expect(try await bench.status(of: endpoint) == .active)
            try await bench.advance(seconds: 1)
            try await bench.publish(.standard, [8])
            try await bench.settled(endpoint, as: .held, count: 2)
        }
        #expect(try await bench.found(endpoint).switchedOff == .failing)
        #expect(try await bench.log(of: endpoint).map(\.attempts) == [2, 1])
    }

    @Test func `ours: one success begins the five days anew`() async throws {
        let bench = try await Bench()
        let received = Received<Void>()
        let endpoint = try await bench.endpoint(.standard) { _ in
            received.add(())
            return .answer(received.all.count == 2 ? 200 : 500)
        }
        try await bench.running {
            try await bench.publish(.standard, [7])
            try await bench.attempted(endpoint, times: 1)
            try await bench.advance(seconds: 4 * 86_400)
            try await bench.settled(endpoint, as: .delivered, count: 1)
            try await bench.advance(seconds: 4 * 86_400)
            try await bench.publish(.standard, [8])
            try await bench.attempted(endpoint, times: 3)
        }
        #expect(try await bench.status(of: endpoint) == .active)
    }

    @Test func `Lawfficient: never`() async throws {
        let bench = try await Bench()
        let endpoint = try await bench.endpoint(.lawfficient) { _ in .answer(500) }
        try await bench.running {
            for day in 1...7 {
                try await bench.publish(.lawfficient, Array(0..<20))
                try await bench.settled(endpoint, as: .abandoned, count: day * 20)
                try await bench.advance(seconds: 86_400)
            }
        }
        #expect(try await bench.status(of: endpoint) == .active)
    }

    @Test(arguments: Terms.allCases)
    func `it counts nothing while it is off`(terms: Terms) async throws {
        let bench = try await Bench()
        let endpoint = try await bench.endpoint(terms, at: "http://127.0.0.1:1/in")
        try await bench.publish(terms, [1, 2])
        try await bench.switchOff(endpoint)
        try await bench.advance(seconds: 10)
        try await bench.publish(terms, [3])
        let found = try await bench.found(endpoint)
        #expect(found.triggeredCount == 2)
        #expect(found.lastTriggeredAt == bench.start)
        let aside: Deliveries.State = terms == .standard || terms == .lawfficientDurable ? .held : .missed
        #expect(try await bench.log(of: endpoint).map(\.state) == [aside, aside, aside])
    }
}
