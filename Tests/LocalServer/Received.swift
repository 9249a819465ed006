import Synchronization

/// What a server received, in order of arrival; a test can wait for a number of elements.
package final class Received<Element: Sendable>: Sendable {
    private struct State {
        var elements: [Element] = []
        var waiting: [(count: Int, continuation: CheckedContinuation<[Element], Never>)] = []
    }
    private let state = Mutex(State())

    package init() {}

    package var all: [Element] { state.withLock { $0.elements } }

    package func add(_ element: Element) {
        let (ready, elements) = state.withLock { state in
            state.elements.append(element)
            let ready = state.waiting.filter { $0.count <= state.elements.count }
            state.waiting.removeAll { $0.count <= state.elements.count }
            return (ready, state.elements)
        }
        for waiter in ready { waiter.continuation.resume(returning: elements) }
    }

    /// Returns as soon as `count` elements have arrived.
    package func first(_ count: Int) async -> [Element] {
        await withCheckedContinuation { continuation in
            let elements = state.withLock { state -> [Element]? in
                guard state.elements.count < count else { return state.elements }
                state.waiting.append((count, continuation))
                return nil
            }
            if let elements { continuation.resume(returning: elements) }
        }
    }
}
