import Delivery
import LocalServer
import Matters
import Records
import Storage
import Testing
import Webhooks

@Suite(.timeLimit(.minutes(5))) struct `What LawVu gathers` {
    private func event(_ type: String, _ matter: Int) -> OutboundEvent {
        OutboundEvent(
            contract: .lawvu, type: type, resourceType: type.hasPrefix("matter") ? "matter" : "contract",
            resourceID: String(matter), orderingKey: String(matter))
    }

    private func endpoint(on bench: Bench, _ received: Received<LawVuNotice>) async throws -> Subscription {
        try await bench.endpoint(.lawvu) { request in
            if let notice = try? LawVuNotice(body: request.body) { received.add(notice) }
            return .answer(200)
        }
    }

    private func told(_ received: Received<LawVuNotice>) -> [String] {
        received.all.map { "\($0.eventType) \($0.resourceID) \($0.timestamp)" }
    }

    /// As a notice writes it.
    private func time(_ bench: Bench, _ seconds: Int64) -> String {
        (bench.start + .seconds(seconds)).iso8601(offsetMinutes: 0, fractionDigits: 7)
    }

    @Test func `ten updates become one notice after two minutes, with the time of the last`() async throws {
        let (bench, received) = (try await Bench(), Received<LawVuNotice>())
        let endpoint = try await endpoint(on: bench, received)
        try await bench.running {
            for _ in 0..<10 {
                try await bench.publish([event("matter.updated", 7)])
                try await bench.advance(seconds: 11)
            }
            try await bench.advance(seconds: 9)
            #expect(try await bench.log(of: endpoint).isEmpty)
            try await bench.advance(seconds: 1)
            try await bench.settled(endpoint, as: .delivered, count: 1)
        }
        #expect(told(received) == ["matter.updated 7 \(time(bench, 99))"])
        #expect(try await bench.found(endpoint).triggeredCount == 1)
    }

    @Test func `a change of state is told at once under its own topic, and later under the gathered one`()
        async throws
    {
        let (bench, received) = (try await Bench(), Received<LawVuNotice>())
        let endpoint = try await endpoint(on: bench, received)
        try await bench.running {
            try await bench.publish([event("matter.created", 7), event("matter.updated", 7)])
            try await bench.publish([event("matter.status.updated", 7)])
            try await bench.settled(endpoint, as: .delivered, count: 2)
            try await bench.advanceSleepers(seconds: 120)
            try await bench.settled(endpoint, as: .delivered, count: 3)
        }
        let types = ["matter.created", "matter.status.updated", "matter.updated"]
        #expect(told(received) == types.map { "\($0) 7 \(time(bench, 0))" })
    }

    @Test func `windows are apart by topic and by resource, and a change at the end belongs to the next`()
        async throws
    {
        let (bench, received) = (try await Bench(), Received<LawVuNotice>())
        let endpoint = try await endpoint(on: bench, received)
        try await bench.publish([event("matter.updated", 7), event("contract.updated", 7)])
        try await bench.advance(seconds: 60)
        try await bench.publish([event("matter.updated", 8), event("matter.updated", 7)])
        try await bench.advance(seconds: 60)
        try await bench.publish([event("matter.updated", 7)])
        try await bench.running {
            try await bench.settled(endpoint, as: .delivered, count: 2)
            try await bench.advance(seconds: 60)
            try await bench.settled(endpoint, as: .delivered, count: 3)
            try await bench.advance(seconds: 60)
            try await bench.settled(endpoint, as: .delivered, count: 4)
        }
        #expect(
            told(received).sorted() == [
                "contract.updated 7 \(time(bench, 0))", "matter.updated 7 \(time(bench, 60))",
                "matter.updated 7 \(time(bench, 120))", "matter.updated 8 \(time(bench, 60))",
            ])
    }

    @Test func `a window that was open when everything stopped is told after the start`() async throws {
        let (bench, received) = (try await Bench(), Received<LawVuNotice>())
        let endpoint = try await endpoint(on: bench, received)
        try await bench.running { try await bench.publish([event("matter.updated", 7)]) }
        try await bench.advance(seconds: 119)
        try await bench.running {
            try await bench.publish([event("matter.updated", 7)])
            try await bench.advanceSleepers(seconds: 1)
            try await bench.settled(endpoint, as: .delivered, count: 1)
        }
        #expect(told(received) == ["matter.updated 7 \(time(bench, 119))"])
    }

    @Test func `who is switched off while a window is open misses its notice, and who is deleted has none`()
        async throws
    {
        let (bench, received) = (try await Bench(), Received<LawVuNotice>())
        let (off, gone) = (try await endpoint(on: bench, received), try await endpoint(on: bench, received))
        let on = try await endpoint(on: bench, received)
        try await bench.publish([event("matter.updated", 7)])
        try await bench.switchOff(off)
        try await bench.store.write { [now = bench.now] in
            try Subscriptions.delete(gone.id, firmID: "demo", in: $0, at: now)
        }
        try await bench.advance(seconds: 120)
        try await bench.running { try await bench.settled(on, as: .delivered, count: 1) }
        #expect(received.all.count == 1)
        #expect(try await bench.log(of: off).map(\.state) == [.missed])
        #expect(try await bench.log(of: gone).isEmpty)
        #expect(try await bench.found(off).triggeredCount == 0)
    }
}
