import Delivery
import LocalServer
import Matters
import Records
import Storage
import Testing
import Webhooks

@Suite(.timeLimit(.minutes(5))) struct `How LawVu coalesces changes` {
    private func event(_ type: String, _ matter: Int) -> OutboundEvent {
        OutboundEvent(
            contract: .lawvu, type: type, resourceType: type.hasPrefix("matter") ? "matter" : "contract",
            resourceID: String(matter), orderingKey: String(matter))
    }

    private func endpoint(on harness: DeliveryHarness, _ received: Received<LawVuNotice>) async throws -> Subscription {
        try await harness.endpoint(.lawvu) { request in
            if let notice = try? LawVuNotice(body: request.body) { received.add(notice) }
            return .answer(200)
        }
    }

    private func told(_ received: Received<LawVuNotice>) -> [String] {
        received.all.map { "\($0.eventType) \($0.resourceID) \($0.timestamp)" }
    }

    /// In the format of a notice.
    private func time(_ harness: DeliveryHarness, _ seconds: Int64) -> String {
        (harness.start + .seconds(seconds)).iso8601(offsetMinutes: 0, fractionDigits: 7)
    }

    @Test func `ten updates become one notice after two minutes, with the time of the last`() async throws {
        let (harness, received) = (try await DeliveryHarness(), Received<LawVuNotice>())
        let endpoint = try await endpoint(on: harness, received)
        try await harness.running {
            for _ in 0..<10 {
                try await harness.publish([event("matter.updated", 7)])
                try await harness.advance(seconds: 11)
            }
            try await harness.advance(seconds: 9)
            #expect(try await harness.log(of: endpoint).isEmpty)
            try await harness.advance(seconds: 1)
            try await harness.settled(endpoint, as: .delivered, count: 1)
        }
        #expect(told(received) == ["matter.updated 7 \(time(harness, 99))"])
        #expect(try await harness.found(endpoint).triggeredCount == 1)
    }

    @Test func `a change of status is sent at once under its own topic, and later under the coalesced one`()
        async throws
    {
        let (harness, received) = (try await DeliveryHarness(), Received<LawVuNotice>())
        let endpoint = try await endpoint(on: harness, received)
        try await harness.running {
            try await harness.publish([event("matter.created", 7), event("matter.updated", 7)])
            try await harness.publish([event("matter.status.updated", 7)])
            try await harness.settled(endpoint, as: .delivered, count: 2)
            try await harness.advanceSleepers(seconds: 120)
            try await harness.settled(endpoint, as: .delivered, count: 3)
        }
        let types = ["matter.created", "matter.status.updated", "matter.updated"]
        #expect(told(received) == types.map { "\($0) 7 \(time(harness, 0))" })
    }

    @Test func `each topic and resource has its own window, and a change at the end belongs to the next`()
        async throws
    {
        let (harness, received) = (try await DeliveryHarness(), Received<LawVuNotice>())
        let endpoint = try await endpoint(on: harness, received)
        try await harness.publish([event("matter.updated", 7), event("contract.updated", 7)])
        try await harness.advance(seconds: 60)
        try await harness.publish([event("matter.updated", 8), event("matter.updated", 7)])
        try await harness.advance(seconds: 60)
        try await harness.publish([event("matter.updated", 7)])
        try await harness.running {
            try await harness.settled(endpoint, as: .delivered, count: 2)
            try await harness.advance(seconds: 60)
            try await harness.settled(endpoint, as: .delivered, count: 3)
            try await harness.advance(seconds: 60)
            try await harness.settled(endpoint, as: .delivered, count: 4)
        }
        #expect(
            told(received).sorted() == [
                "contract.updated 7 \(time(harness, 0))", "matter.updated 7 \(time(harness, 60))",
                "matter.updated 7 \(time(harness, 120))", "matter.updated 8 \(time(harness, 60))",
            ])
    }

    @Test func `a window that was open at a stop is sent after the start`() async throws {
        let (harness, received) = (try await DeliveryHarness(), Received<LawVuNotice>())
        let endpoint = try await endpoint(on: harness, received)
        try await harness.running { try await harness.publish([event("matter.updated", 7)]) }
        try await harness.advance(seconds: 119)
        try await harness.running {
            try await harness.publish([event("matter.updated", 7)])
            try await harness.advanceSleepers(seconds: 1)
            try await harness.settled(endpoint, as: .delivered, count: 1)
        }
        #expect(told(received) == ["matter.updated 7 \(time(harness, 119))"])
    }

    @Test func `a subscription disabled during a window misses its notice, and a deleted one has none`()
        async throws
    {
        let (harness, received) = (try await DeliveryHarness(), Received<LawVuNotice>())
        let (off, gone) = (try await endpoint(on: harness, received), try await endpoint(on: harness, received))
        let on = try await endpoint(on: harness, received)
        try await harness.publish([event("matter.updated", 7)])
        try await harness.disable(off)
        try await harness.store.write { [now = harness.now] in
            try SubscriptionLifecycle.delete(gone.id, firmID: "demo", in: $0, at: now)
        }
        try await harness.advance(seconds: 120)
        try await harness.running { try await harness.settled(on, as: .delivered, count: 1) }
        #expect(received.all.count == 1)
        #expect(try await harness.log(of: off).map(\.state) == [.missed])
        #expect(try await harness.log(of: gone).isEmpty)
        #expect(try await harness.found(off).triggeredCount == 0)
    }
}
