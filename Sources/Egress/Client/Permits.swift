import Synchronization

/// A fixed number of permits, handed out in the order in which they were asked for.
package final class Permits: Sendable {
    private typealias Waiter = (id: UInt64, continuation: CheckedContinuation<Bool, Never>)
    private struct State {
        var free: Int
        var nextID: UInt64 = 0
        var waiting: [Waiter] = []
        var cancelled: Set<UInt64> = []
    }
    private let state: Mutex<State>

    package init(_ count: Int) { state = Mutex(State(free: count)) }

    /// Runs `body` while holding a permit. Throws `CancellationError` when cancelled while waiting for one.
    package func withPermit<Result>(_ body: () async throws -> Result) async throws -> Result {
        guard await take() else { throw CancellationError() }
        defer { giveBack() }
        return try await body()
    }

    private func take() async -> Bool {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        defer { state.withLock { _ = $0.cancelled.remove(id) } }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer = state.withLock { state -> Bool? in
                    if state.cancelled.remove(id) != nil { return false }
                    guard state.free == 0 else {
                        state.free -= 1
                        return true
                    }
                    state.waiting.append((id, continuation))
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            cancel(id)
        }
    }

    /// A cancellation may come before its waiter stands in the queue, so it is remembered until `take` returns.
    private func cancel(_ id: UInt64) {
        let waiter = state.withLock { state -> Waiter? in
            guard let place = state.waiting.firstIndex(where: { $0.id == id }) else {
                state.cancelled.insert(id)
                return nil
            }
            return state.waiting.remove(at: place)
        }
        waiter?.continuation.resume(returning: false)
    }

    private func giveBack() {
        let waiter = state.withLock { state -> Waiter? in
            guard !state.waiting.isEmpty else {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        waiter?.continuation.resume(returning: true)
    }
}
