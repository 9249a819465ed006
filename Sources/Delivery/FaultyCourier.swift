package import Egress
import ServiceLifecycle
import Synchronization

/// A courier on a bad day: it loses requests, brings some twice, late, or one after another that left later. For
/// simulations, so that receivers can be tested.
///
/// What is late leaves while the service runs; what has not left when it ends is lost, as it would be with a network.
package final class FaultyCourier: Courier, Service {
    /// Beyond these, requests go at once, for each of them is held in memory.
    package static let lateMax = 10_000
    /// How long one is kept back where no other comes.
    package static let keptBackMax = Duration.seconds(5)

    private struct State {
        var kept: Load?
        var keptNumber = 0
        var lateCount = 0
    }
    /// A request, and how often it is to arrive.
    private struct Load {
        let call: HTTPCall
        let copies: Int
    }
    private enum Late {
        case load(Load, after: Duration)
        /// The end of the patience with one that is kept back.
        case patience(keptNumber: Int)
    }

    private let courier: any Courier
    private let next: @Sendable () -> NoticeFault
    private let clock: any Clock<Duration>
    private let state = Mutex(State())
    private let (lates, late) = AsyncStream.makeStream(of: Late.self)

    /// - Parameter next: what happens to the next request.
    package init(courier: any Courier, clock: any Clock<Duration>, next: @escaping @Sendable () -> NoticeFault) {
        (self.courier, self.clock, self.next) = (courier, clock, next)
    }

    package func send(_ call: HTTPCall) async throws -> HTTPAnswer {
        let fault = next()
        let load = Load(call: call, copies: fault.copies)
        if fault.copies == 0 { return Self.taken }
        if fault.isKeptBack, keep(load) { return Self.taken }
        if fault.delay > .zero, postpone(.load(load, after: fault.delay)) { return Self.taken }
        return try await carry(load)
    }

    private static var taken: HTTPAnswer { HTTPAnswer(status: 200) }

    /// Only one is kept back at a time.
    private func keep(_ load: Load) -> Bool {
        let number = state.withLock { state -> Int? in
            guard state.kept == nil else { return nil }
            state.kept = load
            state.keptNumber += 1
            return state.keptNumber
        }
        return number.map { postpone(.patience(keptNumber: $0)) } ?? false
    }

    private func postpone(_ item: Late) -> Bool {
        let hasRoom = state.withLock { state in
            guard state.lateCount < Self.lateMax else { return false }
            state.lateCount += 1
            return true
        }
        if hasRoom { late.yield(item) }
        return hasRoom
    }

    /// The answer to the first copy counts. When it has gone, so may the one that was kept back for it.
    private func carry(_ load: Load) async throws -> HTTPAnswer {
        let answer = try await courier.send(load.call)
        for _ in 1..<load.copies { _ = try? await courier.send(load.call) }
        if let kept = release() { _ = postpone(.load(kept, after: .zero)) }
        return answer
    }

    /// - Parameter number: of the one that is meant; nil for whichever there is.
    private func release(_ number: Int? = nil) -> Load? {
        state.withLock { state in
            guard number == nil || number == state.keptNumber else { return nil }
            defer { state.kept = nil }
            return state.kept
        }
    }
}

extension FaultyCourier {
    package func run() async {
        await withDiscardingTaskGroup { group in
            for await item in lates.cancelOnGracefulShutdown() {
                group.addTask { [self] in
                    await leave(item)
                    state.withLock { $0.lateCount -= 1 }
                }
            }
            group.cancelAll()
        }
    }

    private func leave(_ item: Late) async {
        switch item {
        case .load(let load, let delay):
            guard (try? await clock.sleep(for: delay)) != nil else { return }
            _ = try? await carry(load)
        case .patience(let number):
            guard (try? await clock.sleep(for: Self.keptBackMax)) != nil, let kept = release(number) else { return }
            _ = try? await carry(kept)
        }
    }
}
