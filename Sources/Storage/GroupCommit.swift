import Synchronization

/// Group commit: many small durable writes share one transaction.
///
/// Elements that arrive while a batch commits wait for the next batch; without a commit in progress an element is
/// committed at once. So a single write has no added latency, and under load one sync serves up to `batchMax` elements.
/// `submit` returns after the commit that holds its element.
package final class GroupCommit<Element: Sendable, Output: Sendable>: Sendable {
    package typealias Commit = @Sendable ([Element]) async throws -> [Output]
    private typealias Waiter = (element: Element, continuation: CheckedContinuation<Output, any Error>)

    private struct State {
        var waiting: [Waiter] = []
        var isCommitting = false
    }

    private enum Next { case wait, drain, refuse }

    package enum Failure: Error { case queueFull }

    private let batchMax: Int
    private let waitingMax: Int
    private let commit: Commit
    private let state = Mutex(State())

    /// - Parameters:
    ///   - batchMax: elements in one transaction.
    ///   - waitingMax: elements that may wait; one more throws `Failure.queueFull`, so that memory stays bounded.
    ///   - commit: writes a batch and returns one output for each element, in order; when it throws, every element
    ///     of the batch fails with that error.
    package init(batchMax: Int, waitingMax: Int, commit: @escaping Commit) {
        self.batchMax = batchMax
        self.waitingMax = waitingMax
        self.commit = commit
    }

    /// Not cancellable: once an element is submitted, the call returns with its outcome.
    /// - Throws: `Failure.queueFull`, or what `commit` throws.
    package func submit(_ element: Element) async throws -> Output {
        try await withCheckedThrowingContinuation { continuation in
            let next = state.withLock { state -> Next in
                guard state.waiting.count < waitingMax else { return .refuse }
                state.waiting.append((element, continuation))
                guard !state.isCommitting else { return .wait }
                state.isCommitting = true
                return .drain
            }
            switch next {
            case .wait: break
            case .refuse: continuation.resume(throwing: Failure.queueFull)
            // Outlives the submitter on purpose: the batch also holds the elements of other callers.
            case .drain: Task { await self.drain() }
            }
        }
    }

    private func drain() async {
        while let batch = nextBatch() {
            do {
                let outputs = try await commit(batch.map(\.element))
                precondition(outputs.count == batch.count, "one output for each element")
                for (waiter, output) in zip(batch, outputs) { waiter.continuation.resume(returning: output) }
            } catch {
                for waiter in batch { waiter.continuation.resume(throwing: error) }
            }
        }
    }

    private func nextBatch() -> [Waiter]? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isCommitting = false
                return nil
            }
            let batch = Array(state.waiting.prefix(batchMax))
            state.waiting.removeFirst(batch.count)
            return batch
        }
    }
}
