package import Egress
import ServiceLifecycle
import Synchronization

/// Injects faults between the dispatcher and the network: it loses requests, duplicates, delays and reorders them, so
/// that receivers can be tested.
///
/// Deferred requests are sent while the service runs; those that are left when it ends are lost, as they would be with a
/// network.
package final class FaultInjectingSender: HTTPSender, Service {
    /// Each deferred request is held in memory; beyond this number requests are sent at once.
    package static let deferredMax = 10_000
    /// How long a request is held back when no other follows.
    package static let heldBackMax = Duration.seconds(5)

    private struct State {
        var heldBack: FaultyRequest?
        var heldBackNumber = 0
        var deferredCount = 0
    }

    private struct FaultyRequest {
        let call: HTTPCall
        let copies: Int
    }

    private enum Deferral {
        case send(FaultyRequest, after: Duration)
        /// Sends the held-back request after `heldBackMax`, unless another one released it before.
        case releaseHeldBack(number: Int)
    }

    private let sender: any HTTPSender
    private let next: @Sendable () -> NoticeFault
    private let clock: any Clock<Duration>
    private let state = Mutex(State())
    private let (deferrals, deferralInput) = AsyncStream.makeStream(of: Deferral.self)

    /// - Parameter next: gives the fault of the next request.
    package init(sender: any HTTPSender, clock: any Clock<Duration>, next: @escaping @Sendable () -> NoticeFault) {
        self.sender = sender
        self.clock = clock
        self.next = next
    }

    /// - Throws: `NetworkFailure` or `CancellationError` when the request is sent at once.
    package func send(_ call: HTTPCall) async throws -> HTTPAnswer {
        let fault = next()
        let request = FaultyRequest(call: call, copies: fault.copies)
        if fault.copies == 0 { return Self.success }
        if fault.isHeldBack, holdBack(request) { return Self.success }
        if fault.delay > .zero, postpone(.send(request, after: fault.delay)) { return Self.success }
        return try await sendNow(request)
    }

    private static var success: HTTPAnswer { HTTPAnswer(status: 200) }

    /// Only one request is held back at a time.
    private func holdBack(_ request: FaultyRequest) -> Bool {
        let number = state.withLock { state -> Int? in
            guard state.heldBack == nil else { return nil }
            state.heldBack = request
            state.heldBackNumber += 1
            return state.heldBackNumber
        }
        return number.map { postpone(.releaseHeldBack(number: $0)) } ?? false
    }

    private func postpone(_ deferral: Deferral) -> Bool {
        let hasRoom = state.withLock { state in
            guard state.deferredCount < Self.deferredMax else { return false }
            state.deferredCount += 1
            return true
        }
        if hasRoom { deferralInput.yield(deferral) }
        return hasRoom
    }

    /// Returns the answer to the first copy, and releases the request that was held back.
    private func sendNow(_ request: FaultyRequest) async throws -> HTTPAnswer {
        let answer = try await sender.send(request.call)
        for _ in 1..<request.copies { _ = try? await sender.send(request.call) }
        if let heldBack = takeHeldBack() { _ = postpone(.send(heldBack, after: .zero)) }
        return answer
    }

    /// - Parameter number: of the request that is meant; nil for whichever there is.
    private func takeHeldBack(_ number: Int? = nil) -> FaultyRequest? {
        state.withLock { state in
            guard number == nil || number == state.heldBackNumber else { return nil }
            defer { state.heldBack = nil }
            return state.heldBack
        }
    }
}

extension FaultInjectingSender {
    package func run() async {
        await withDiscardingTaskGroup { group in
            for await deferral in deferrals.cancelOnGracefulShutdown() {
                group.addTask { [self] in
                    await complete(deferral)
                    state.withLock { $0.deferredCount -= 1 }
                }
            }
            group.cancelAll()
        }
    }

    private func complete(_ deferral: Deferral) async {
        switch deferral {
        case .send(let request, let delay):
            guard (try? await clock.sleep(for: delay)) != nil else { return }
            _ = try? await sendNow(request)
        case .releaseHeldBack(let number):
            guard (try? await clock.sleep(for: Self.heldBackMax)) != nil, let request = takeHeldBack(number) else {
                return
            }
            _ = try? await sendNow(request)
        }
    }
}

/// What a simulated bad network does to one request. The sender believes that the request was delivered.
package struct NoticeFault: Sendable, Equatable {
    /// 0 when the request is lost.
    package var copies: Int
    package var delay: Duration
    /// Whether the request is sent only after a later one.
    package var isHeldBack: Bool

    package static let none = NoticeFault()

    package init(copies: Int = 1, delay: Duration = .zero, isHeldBack: Bool = false) {
        self.copies = copies
        self.delay = delay
        self.isHeldBack = isHeldBack
    }
}
