import Synchronization

/// A counting semaphore for tasks: a fixed number of permits, granted in the order of the requests.
package final class AsyncSemaphore: Sendable {
    private typealias Waiter = (id: UInt64, continuation: CheckedContinuation<Bool, Never>)
    private struct State {
        var available: Int
        var nextID: UInt64 = 0
        var waiting: [Waiter] = []
        var cancelled: Set<UInt64> = []
    }
    private let state: Mutex<State>

    package init(_ count: Int) { state = Mutex(State(available: count)) }

    /// Runs `body` while holding a permit.
    /// - Throws: `CancellationError` when cancelled while waiting for a permit, and what `body` throws.
    package func withPermit<Result>(_ body: () async throws -> Result) async throws -> Result {
        guard await acquire() else { throw CancellationError() }
        defer { release() }
        return try await body()
    }

    /// False when the task was cancelled before it got a permit.
    private func acquire() async -> Bool {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        defer { state.withLock { _ = $0.cancelled.remove(id) } }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isAcquired = state.withLock { state -> Bool? in
                    if state.cancelled.remove(id) != nil { return false }
                    guard state.available == 0 else {
                        state.available -= 1
                        return true
                    }
                    state.waiting.append((id, continuation))
                    return nil
                }
                if let isAcquired { continuation.resume(returning: isAcquired) }
            }
        } onCancel: {
            cancel(id)
        }
    }

    /// A cancellation may come before its waiter is in the queue, so it is stored until `acquire` returns.
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

    private func release() {
        let waiter = state.withLock { state -> Waiter? in
            guard !state.waiting.isEmpty else {
                state.available += 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        waiter?.continuation.resume(returning: true)
    }
}
