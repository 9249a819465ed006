import Storage
import Synchronization

/// Who listens to which channel in this process.
final class Bells: Sendable {
    private typealias Listener = AsyncStream<Void>.Continuation
    private struct State {
        var nextID = 0
        var listeners: [Channel: [Int: Listener]] = [:]
        var isFinished = false
    }
    private let state = Mutex(State())

    /// Each caller has a stream of its own, which holds at most one ring.
    func listen(to channel: Channel) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state -> Int? in
            guard !state.isFinished else { return nil }
            state.nextID += 1
            state.listeners[channel, default: [:]][state.nextID] = continuation
            return state.nextID
        }
        guard let id else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.listeners[channel]?.removeValue(forKey: id) }
        }
        return stream
    }

    func ring(_ channels: Set<Channel>) {
        guard !channels.isEmpty else { return }
        let listeners = state.withLock { state in channels.flatMap { Array((state.listeners[$0] ?? [:]).values) } }
        for listener in listeners { listener.yield() }
    }

    func ringAll() {
        let listeners = state.withLock { $0.listeners.values.flatMap { Array($0.values) } }
        for listener in listeners { listener.yield() }
    }

    func finish() {
        let listeners = state.withLock { state in
            state.isFinished = true
            defer { state.listeners = [:] }
            return state.listeners.values.flatMap { Array($0.values) }
        }
        for listener in listeners { listener.finish() }
    }
}
