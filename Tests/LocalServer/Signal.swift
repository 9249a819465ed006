import Synchronization

/// A repeated notification: a test checks a condition, and waits for the next notification before it checks again.
package final class Signal: Sendable {
    private struct State {
        var count: UInt64 = 0
        var nextID: UInt64 = 0
        var waiting: [UInt64: CheckedContinuation<Void, any Error>] = [:]
        var cancelled: Set<UInt64> = []
    }
    private let state = Mutex(State())

    package init() {}

    package func notify() {
        let waiting = state.withLock { state in
            state.count += 1
            defer { state.waiting = [:] }
            return state.waiting.values
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Returns once `isTrue`, which is evaluated now and after each notification.
    /// - Throws: `CancellationError`, or what `isTrue` throws.
    package func until(_ isTrue: () async throws -> Bool) async throws {
        while true {
            let seen = state.withLock { $0.count }
            if try await isTrue() { return }
            try await next(after: seen)
        }
    }

    private func next(after seen: UInt64) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isOver = state.withLock { state -> Result<Void, any Error>? in
                    if state.cancelled.remove(id) != nil { return .failure(CancellationError()) }
                    if state.count > seen { return .success(()) }
                    state.waiting[id] = continuation
                    return nil
                }
                if let isOver { continuation.resume(with: isOver) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                let waiter = state.waiting.removeValue(forKey: id)
                if waiter == nil { state.cancelled.insert(id) }
                return waiter
            }
            waiter?.resume(throwing: CancellationError())
        }
    }
}
