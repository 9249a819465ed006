import Synchronization

/// Makes many small durable writes share one transaction.
///
/// While one batch commits, the elements that arrive wait for the next; an element that finds nothing under way is
/// committed at once. So a lone write waits for nothing, and under load one sync pays for up to `batchMax` elements.
/// `submit` returns after the commit that holds its element.
package final class GroupCommit<Element: Sendable, Output: Sendable>: Sendable {
    package typealias Commit = @Sendable ([Element]) async throws -> [Output]
    private typealias Waiter = (element: Element, continuation: CheckedContinuation<Output, any Error>)

    private struct State {
        var waiting: [Waiter] = []
        var isCommitting = false
    }

    private enum Next { case wait, drain, refuse }

    package enum Refusal: Error { case queueFull }

    private let batchMax: Int
    private let waitingMax: Int
    private let commit: Commit
    private let state = Mutex(State())

    /// - Parameters:
    ///   - batchMax: elements in one transaction.
    ///   - waitingMax: elements that may wait; one more throws `Refusal.queueFull`, so that memory stays bounded.
    ///   - commit: writes a batch and answers one output for each element, in order; when it throws, every element
    ///     of the batch has failed.
    package init(batchMax: Int, waitingMax: Int, commit: @escaping Commit) {
        (self.batchMax, self.waitingMax, self.commit) = (batchMax, waitingMax, commit)
    }

    /// Not cancellable: once an element is handed in, its fate is waited for.
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
            case .refuse: continuation.resume(throwing: Refusal.queueFull)
            // Outlives the submitter on purpose: its batch holds the elements of others.
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
