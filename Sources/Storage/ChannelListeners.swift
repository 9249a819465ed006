import Synchronization

/// The listeners of this process on each notification channel. Every engine delivers its notifications through one.
package final class ChannelListeners: Sendable {
    private typealias Listener = AsyncStream<Void>.Continuation
    private struct State {
        var nextID = 0
        var listeners: [Channel: [Int: Listener]] = [:]
        var isFinished = false
    }
    private let state = Mutex(State())

    package init() {}

    /// Each caller has its own stream, which buffers at most one notification.
    package func listen(to channel: Channel) -> AsyncStream<Void> {
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

    package func notify(_ channels: Set<Channel>) {
        guard !channels.isEmpty else { return }
        let listeners = state.withLock { state in channels.flatMap { Array((state.listeners[$0] ?? [:]).values) } }
        for listener in listeners { listener.yield() }
    }

    package func notifyAll() {
        let listeners = state.withLock { $0.listeners.values.flatMap { Array($0.values) } }
        for listener in listeners { listener.yield() }
    }

    /// Ends every stream; a stream that is opened afterwards ends at once.
    package func finish() {
        let listeners = state.withLock { state in
            state.isFinished = true
            defer { state.listeners = [:] }
            return state.listeners.values.flatMap { Array($0.values) }
        }
        for listener in listeners { listener.finish() }
    }
}
