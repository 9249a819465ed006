import Delivery
import Egress
import HTTPTypes
import LocalServer
import Matters
import Synchronization
import Testing

/// Records every request.
private final class Recorder: HTTPSender {
    let received = Received<String>()
    let status: Int

    init(status: Int = 204) { self.status = status }

    func send(_ call: HTTPCall) async throws -> HTTPAnswer {
        received.add(call.url)
        if status == 0 { throw NetworkFailure.refused }
        return HTTPAnswer(status: status)
    }
}

@Suite(.timeLimit(.minutes(1))) struct `The fault-injecting sender` {
    private func sender(
        _ recorder: Recorder, _ faults: [NoticeFault], clock: any Clock<Duration> = ContinuousClock()
    ) -> FaultInjectingSender {
        let rest = Mutex(faults[...])
        return FaultInjectingSender(sender: recorder, clock: clock) { rest.withLock { $0.popFirst() } ?? .none }
    }

    private func send(_ name: String, with sender: FaultInjectingSender) async throws -> Int {
        try await sender.send(
            HTTPCall(.post, name, deadline: .seconds(5), answerLimit: .cut(atBytes: 10))
        ).status
    }

    /// Runs the service during `body`.
    private func running(_ sender: FaultInjectingSender, _ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await sender.run() }
            defer { group.cancelAll() }
            try await body()
        }
    }

    @Test(arguments: [
        (NoticeFault.none, 204, ["a"]), (NoticeFault(copies: 0), 200, []), (NoticeFault(copies: 2), 204, ["a", "a"]),
        (NoticeFault(copies: 0, delay: .seconds(9), isHeldBack: true), 200, []),
    ])
    func `a request is sent as often as the fault says, and the first answer counts`(
        fault: NoticeFault, status: Int, arrived: [String]
    ) async throws {
        let recorder = Recorder()
        let answer = try await send("a", with: sender(recorder, [fault]))
        #expect(answer == status)
        #expect(recorder.received.all == arrived)
    }

    @Test func `a network failure is passed on, unless the fault has reported a success`() async throws {
        let recorder = Recorder(status: 0)
        let sender = sender(recorder, [.none, NoticeFault(copies: 0)])
        await #expect(throws: NetworkFailure.self) { _ = try await send("a", with: sender) }
        let answer = try await send("b", with: sender)
        #expect(answer == 200)
    }

    @Test func `a delayed request is sent when its delay is over`() async throws {
        let (recorder, clock) = (Recorder(), ManualClock())
        let sender = sender(recorder, [NoticeFault(delay: .seconds(3))], clock: clock)
        try await running(sender) {
            let answer = try await send("late", with: sender)
            #expect(answer == 200)
            try await clock.sleepers(1)
            clock.advance(by: .milliseconds(2_999))
            _ = try await send("soon", with: sender)
            #expect(recorder.received.all == ["soon"])
            clock.advance(by: .milliseconds(1))
            let arrived = await recorder.received.first(2)
            #expect(arrived == ["soon", "late"])
        }
    }

    @Test func `a request that is held back is sent after the next one`() async throws {
        let (recorder, clock) = (Recorder(), ManualClock())
        let kept = NoticeFault(isHeldBack: true)
        let sender = sender(recorder, [kept, kept, .none], clock: clock)
        try await running(sender) {
            for name in ["a", "b", "c"] { _ = try await send(name, with: sender) }
            let arrived = await recorder.received.first(3)
            // While one is kept back, the next goes, whatever was meant for it.
            #expect(arrived.first == "b")
            #expect(Set(arrived) == ["a", "b", "c"])
        }
    }

    @Test func `a request is held back for a limited time`() async throws {
        let (recorder, clock) = (Recorder(), ManualClock())
        let sender = sender(recorder, [NoticeFault(copies: 2, isHeldBack: true)], clock: clock)
        try await running(sender) {
            _ = try await send("a", with: sender)
            try await clock.sleepers(1)
            #expect(recorder.received.all == [])
            clock.advance(by: FaultInjectingSender.heldBackMax)
            let arrived = await recorder.received.first(2)
            #expect(arrived == ["a", "a"])
        }
    }

    @Test func `the number of deferred requests is limited, and further ones are sent at once`() async throws {
        let recorder = Recorder()
        let sender = FaultInjectingSender(sender: recorder, clock: ManualClock()) { NoticeFault(delay: .seconds(1)) }
        for _ in 0..<FaultInjectingSender.deferredMax { _ = try await send("late", with: sender) }
        #expect(recorder.received.all == [])
        let answer = try await send("now", with: sender)
        #expect(answer == 204)
        #expect(recorder.received.all == ["now"])
    }
}
