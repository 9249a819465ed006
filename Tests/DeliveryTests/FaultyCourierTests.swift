import Delivery
import Egress
import HTTPTypes
import LocalServer
import Matters
import Synchronization
import Testing

/// Takes whatever it is given and remembers it.
private final class Recorder: Courier {
    let received = Received<String>()
    let status: Int

    init(status: Int = 204) { self.status = status }

    func send(_ call: HTTPCall) async throws -> HTTPAnswer {
        received.add(call.url)
        if status == 0 { throw NetworkFailure.refused }
        return HTTPAnswer(status: status)
    }
}

@Suite(.timeLimit(.minutes(1))) struct `A courier on a bad day` {
    private func courier(
        _ recorder: Recorder, _ faults: [NoticeFault], clock: any Clock<Duration> = ContinuousClock()
    ) -> FaultyCourier {
        let rest = Mutex(faults[...])
        return FaultyCourier(courier: recorder, clock: clock) { rest.withLock { $0.popFirst() } ?? .none }
    }

    private func send(_ name: String, with courier: FaultyCourier) async throws -> Int {
        try await courier.send(
            HTTPCall(.post, name, deadline: .seconds(5), answerLimit: .cut(atBytes: 10))
        ).status
    }

    /// With the service running, and ended afterwards.
    private func running(_ courier: FaultyCourier, _ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await courier.run() }
            defer { group.cancelAll() }
            try await body()
        }
    }

    @Test(arguments: [
        (NoticeFault.none, 204, ["a"]), (NoticeFault(copies: 0), 200, []), (NoticeFault(copies: 2), 204, ["a", "a"]),
        (NoticeFault(copies: 0, delay: .seconds(9), isKeptBack: true), 200, []),
    ])
    func `brings a request as often as it should, and answers for the first`(
        fault: NoticeFault, status: Int, arrived: [String]
    ) async throws {
        let recorder = Recorder()
        let answer = try await send("a", with: courier(recorder, [fault]))
        #expect(answer == status)
        #expect(recorder.received.all == arrived)
    }

    @Test func `passes on that nobody listens, unless it has claimed otherwise`() async throws {
        let recorder = Recorder(status: 0)
        let courier = courier(recorder, [.none, NoticeFault(copies: 0)])
        await #expect(throws: NetworkFailure.self) { _ = try await send("a", with: courier) }
        let answer = try await send("b", with: courier)
        #expect(answer == 200)
    }

    @Test func `brings late what is delayed, once its time has come`() async throws {
        let (recorder, clock) = (Recorder(), ManualClock())
        let courier = courier(recorder, [NoticeFault(delay: .seconds(3))], clock: clock)
        try await running(courier) {
            let answer = try await send("late", with: courier)
            #expect(answer == 200)
            try await clock.sleepers(1)
            clock.advance(by: .milliseconds(2_999))
            _ = try await send("soon", with: courier)
            #expect(recorder.received.all == ["soon"])
            clock.advance(by: .milliseconds(1))
            let arrived = await recorder.received.first(2)
            #expect(arrived == ["soon", "late"])
        }
    }

    @Test func `brings one that is kept back behind the next`() async throws {
        let (recorder, clock) = (Recorder(), ManualClock())
        let kept = NoticeFault(isKeptBack: true)
        let courier = courier(recorder, [kept, kept, .none], clock: clock)
        try await running(courier) {
            for name in ["a", "b", "c"] { _ = try await send(name, with: courier) }
            let arrived = await recorder.received.first(3)
            // While one is kept back, the next goes, whatever was meant for it.
            #expect(arrived.first == "b")
            #expect(Set(arrived) == ["a", "b", "c"])
        }
    }

    @Test func `keeps one back for so long at most`() async throws {
        let (recorder, clock) = (Recorder(), ManualClock())
        let courier = courier(recorder, [NoticeFault(copies: 2, isKeptBack: true)], clock: clock)
        try await running(courier) {
            _ = try await send("a", with: courier)
            try await clock.sleepers(1)
            #expect(recorder.received.all == [])
            clock.advance(by: FaultyCourier.keptBackMax)
            let arrived = await recorder.received.first(2)
            #expect(arrived == ["a", "a"])
        }
    }

    @Test func `holds so many late ones at most, and sends the others at once`() async throws {
        let recorder = Recorder()
        let courier = FaultyCourier(courier: recorder, clock: ManualClock()) { NoticeFault(delay: .seconds(1)) }
        for _ in 0..<FaultyCourier.lateMax { _ = try await send("late", with: courier) }
        #expect(recorder.received.all == [])
        let answer = try await send("now", with: courier)
        #expect(answer == 204)
        #expect(recorder.received.all == ["now"])
    }
}
