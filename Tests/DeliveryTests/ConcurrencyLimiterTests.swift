import Matters
import Testing
import Webhooks

@testable import Delivery
@testable import Records

@Suite struct `The concurrency limiter` {
    private let now = Instant.seconds(1_700_000_000)

    private func destination(_ id: Int64, messagesPerSecondMax: Int? = nil, isFailing: Bool = false)
        -> DeliveryDestination
    {
        DeliveryDestination(
            subscriptionID: id, contract: .standard, targetURL: "", messagesPerSecondMax: messagesPerSecondMax,
            isFailing: isFailing, sealedSecrets: [])
    }

    private func free(_ limiter: ConcurrencyLimiter, _ id: Int64) -> Int { limiter.free(for: destination(id), at: now) }

    @Test func `a subscription begins with two slots and gains one with each success, up to its maximum`() {
        var limiter = ConcurrencyLimiter(inFlightMax: 100, perSubscriptionMax: 4)
        #expect(free(limiter, 1) == 2)
        for slots in [3, 4, 4] {
            limiter.start(destination(1), at: now)
            limiter.finish(1, isDelivered: true)
            #expect(free(limiter, 1) == slots)
        }
        for _ in 0..<4 { limiter.start(destination(1), at: now) }
        #expect(free(limiter, 1) == 0)
        #expect(limiter.isFull(destination(1), at: now))
        #expect(free(limiter, 2) == 2)
    }

    @Test func `a failing one falls back to one slot, and gains again with its first success`() {
        var limiter = ConcurrencyLimiter(inFlightMax: 100, perSubscriptionMax: 16)
        for _ in 0..<2 { limiter.start(destination(1), at: now) }
        limiter.finish(1, isDelivered: false)
        #expect(free(limiter, 1) == 0)
        limiter.finish(1, isDelivered: false)
        #expect(free(limiter, 1) == 1)
        limiter.start(destination(1), at: now)
        limiter.finish(1, isDelivered: true)
        #expect(free(limiter, 1) == 2)
    }

    @Test func `an aborted attempt changes nothing`() {
        var limiter = ConcurrencyLimiter(inFlightMax: 100, perSubscriptionMax: 16)
        limiter.start(destination(1), at: now)
        limiter.finish(1, isDelivered: nil)
        #expect(free(limiter, 1) == 2)
    }

    @Test func `failing ones share at most half of all slots`() {
        var limiter = ConcurrencyLimiter(inFlightMax: 10, perSubscriptionMax: 16)
        for id in 1...5 {
            limiter.adoptHealth(of: destination(Int64(id), isFailing: true))
            #expect(free(limiter, Int64(id)) == 1)
            limiter.start(destination(Int64(id)), at: now)
        }
        limiter.adoptHealth(of: destination(6, isFailing: true))
        #expect(limiter.freeForFailing == 0)
        #expect(free(limiter, 6) == 0)
        #expect(free(limiter, 7) == 2)
        limiter.finish(1, isDelivered: true)
        #expect(limiter.freeForFailing == 1)
    }

    @Test func `after a start the health is adopted from the database`() {
        var limiter = ConcurrencyLimiter(inFlightMax: 10, perSubscriptionMax: 16)
        for id in 1...5 { limiter.start(destination(Int64(id), isFailing: true), at: now) }
        #expect(limiter.freeForFailing == 0)
        #expect(free(limiter, 6) == 2)
        limiter.finish(1, isDelivered: true)
        limiter.start(destination(1, isFailing: true), at: now)
        #expect(limiter.freeForFailing == 1)
    }

    @Test func `second slots come out of three quarters, so that a subscription without one always finds one`() {
        var limiter = ConcurrencyLimiter(inFlightMax: 8, perSubscriptionMax: 16)
        for id in 1...2 {
            for _ in 0..<16 {
                limiter.start(destination(Int64(id)), at: now)
                limiter.finish(Int64(id), isDelivered: true)
            }
        }
        while free(limiter, 1) > 0 { limiter.start(destination(1), at: now) }
        #expect(limiter.inFlight == 7)
        #expect(free(limiter, 2) == 1)
        limiter.start(destination(2), at: now)
        #expect(limiter.free == 0)
    }

    @Test func `no subscription is sent more per second than its limit`() {
        var limiter = ConcurrencyLimiter(inFlightMax: 100, perSubscriptionMax: 16)
        let slow = destination(1, messagesPerSecondMax: 1)
        limiter.start(destination(1), at: now)
        limiter.finish(1, isDelivered: true)
        #expect(limiter.free(for: slow, at: now) == 0)
        #expect(limiter.rateLimitEnd(for: slow, at: now) == now + .seconds(1))
        #expect(!limiter.isFull(slow, at: now))
        #expect(limiter.free(for: slow, at: now + .seconds(1)) == 1)
    }

    @Test(arguments: [true, false, nil] as [Bool?])
    func `an attempt counts for its second, however it ended`(isDelivered: Bool?) {
        var limiter = ConcurrencyLimiter(inFlightMax: 100, perSubscriptionMax: 2)
        limiter.start(destination(1), at: now)
        limiter.finish(1, isDelivered: isDelivered)
        #expect(limiter.free(for: destination(1, messagesPerSecondMax: 1), at: now) == 0)
    }

    @Test func `a timer is started only when none fires before it`() {
        var timers = TimerSet()
        var added: [Bool] = []
        func add(_ seconds: Int64, on clock: TimerSet.Clock = .schedule) {
            added.append(timers.add(.seconds(seconds), on: clock))
        }
        add(300)
        add(300)
        add(400)
        add(10)
        add(400, on: .machine)
        timers.remove(.seconds(10), on: .schedule)
        add(301)
        timers.remove(.seconds(300), on: .schedule)
        add(301)
        #expect(added == [true, false, false, true, true, false, true])
    }
}
