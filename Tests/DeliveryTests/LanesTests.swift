import Matters
import Records
import Testing
import Webhooks

@testable import Delivery

@Suite struct `How much is sent at a time` {
    private let now = Instant.seconds(1_700_000_000)

    private func lane(_ id: Int64, messagesPerSecondMax: Int? = nil, isFailing: Bool = false) -> Deliveries.Lane {
        Deliveries.Lane(
            subscriptionID: id, contract: .standard, targetURL: "", messagesPerSecondMax: messagesPerSecondMax,
            isFailing: isFailing, sealedSecrets: [])
    }

    private func free(_ lanes: Lanes, _ id: Int64) -> Int { lanes.free(for: lane(id), at: now) }

    @Test func `a subscription begins with two places, and each success gives it one more, up to its share`() {
        var lanes = Lanes(inFlightMax: 100, perSubscriptionMax: 4)
        #expect(free(lanes, 1) == 2)
        for places in [3, 4, 4] {
            lanes.start(lane(1), at: now)
            lanes.finish(1, isTaken: true)
            #expect(free(lanes, 1) == places)
        }
        for _ in 0..<4 { lanes.start(lane(1), at: now) }
        #expect(free(lanes, 1) == 0)
        #expect(lanes.isFull(lane(1), at: now))
        #expect(free(lanes, 2) == 2)
    }

    @Test func `one that fails falls back to one place, and rises again with its first success`() {
        var lanes = Lanes(inFlightMax: 100, perSubscriptionMax: 16)
        for _ in 0..<2 { lanes.start(lane(1), at: now) }
        lanes.finish(1, isTaken: false)
        #expect(free(lanes, 1) == 0)
        lanes.finish(1, isTaken: false)
        #expect(free(lanes, 1) == 1)
        lanes.start(lane(1), at: now)
        lanes.finish(1, isTaken: true)
        #expect(free(lanes, 1) == 2)
    }

    @Test func `an attempt that was broken off teaches nothing`() {
        var lanes = Lanes(inFlightMax: 100, perSubscriptionMax: 16)
        lanes.start(lane(1), at: now)
        lanes.finish(1, isTaken: nil)
        #expect(free(lanes, 1) == 2)
    }

    @Test func `those that fail have at most half of all places together`() {
        var lanes = Lanes(inFlightMax: 10, perSubscriptionMax: 16)
        for id in 1...5 {
            lanes.see(lane(Int64(id), isFailing: true))
            #expect(free(lanes, Int64(id)) == 1)
            lanes.start(lane(Int64(id)), at: now)
        }
        lanes.see(lane(6, isFailing: true))
        #expect(lanes.freeForFailing == 0)
        #expect(free(lanes, 6) == 0)
        #expect(free(lanes, 7) == 2)
        lanes.finish(1, isTaken: true)
        #expect(lanes.freeForFailing == 1)
    }

    @Test func `after a start, those that failed before it are known by what the database says`() {
        var lanes = Lanes(inFlightMax: 10, perSubscriptionMax: 16)
        for id in 1...5 { lanes.start(lane(Int64(id), isFailing: true), at: now) }
        #expect(lanes.freeForFailing == 0)
        #expect(free(lanes, 6) == 2)
        lanes.finish(1, isTaken: true)
        lanes.start(lane(1, isFailing: true), at: now)
        #expect(lanes.freeForFailing == 1)
    }

    @Test func `second places come out of three quarters, so that a newcomer always finds one`() {
        var lanes = Lanes(inFlightMax: 8, perSubscriptionMax: 16)
        for id in 1...2 {
            for _ in 0..<16 {
                lanes.start(lane(Int64(id)), at: now)
                lanes.finish(Int64(id), isTaken: true)
            }
        }
        while free(lanes, 1) > 0 { lanes.start(lane(1), at: now) }
        #expect(lanes.inFlight == 7)
        #expect(free(lanes, 2) == 1)
        lanes.start(lane(2), at: now)
        #expect(lanes.free == 0)
    }

    @Test func `nobody is sent more in one second than was asked for`() {
        var lanes = Lanes(inFlightMax: 100, perSubscriptionMax: 16)
        let slow = lane(1, messagesPerSecondMax: 1)
        lanes.start(lane(1), at: now)
        lanes.finish(1, isTaken: true)
        #expect(lanes.free(for: slow, at: now) == 0)
        #expect(lanes.pause(for: slow, at: now) == now + .seconds(1))
        #expect(!lanes.isFull(slow, at: now))
        #expect(lanes.free(for: slow, at: now + .seconds(1)) == 1)
    }

    @Test(arguments: [true, false, nil] as [Bool?])
    func `what was sent counts for its second, however it ended`(isTaken: Bool?) {
        var lanes = Lanes(inFlightMax: 100, perSubscriptionMax: 2)
        lanes.start(lane(1), at: now)
        lanes.finish(1, isTaken: isTaken)
        #expect(lanes.free(for: lane(1, messagesPerSecondMax: 1), at: now) == 0)
    }

    @Test func `a timer is set only when none rings before it`() {
        var alarms = Alarms()
        var added: [Bool] = []
        func add(_ seconds: Int64, on clock: Alarms.Clock = .schedule) {
            added.append(alarms.add(.seconds(seconds), on: clock))
        }
        add(300)
        add(300)
        add(400)
        add(10)
        add(400, on: .machine)
        alarms.remove(.seconds(10), on: .schedule)
        add(301)
        alarms.remove(.seconds(300), on: .schedule)
        add(301)
        #expect(added == [true, false, false, true, true, false, true])
    }
}
