import Matters
import Testing

@testable import Delivery

@Suite struct `How much is sent at a time` {
    @Test func `a subscription takes its share, and all together the whole`() {
        var lanes = Lanes(inFlightMax: 5, perSubscriptionMax: 3)
        #expect(lanes.free(for: 1) == 3)
        for _ in 0..<3 { lanes.start(1) }
        #expect((lanes.free(for: 1), lanes.free(for: 2)) == (0, 2))
        lanes.start(2)
        lanes.start(2)
        #expect((lanes.free(for: 2), lanes.free(for: 3), lanes.inFlight) == (0, 0, 5))
        lanes.finish(1)
        #expect((lanes.free(for: 1), lanes.free(for: 3), lanes.count(1)) == (1, 1, 2))
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
