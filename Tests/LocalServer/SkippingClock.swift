import Synchronization

/// A clock on which every sleep returns at once, and advances the time nevertheless.
package final class SkippingClock: Clock {
    package typealias Instant = ManualClock.Instant
    private let state = Mutex(Instant(offset: .zero))

    package init() {}
    package var now: Instant { state.withLock { $0 } }
    package var minimumResolution: Duration { .zero }

    package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        state.withLock { $0 = max($0, deadline) }
    }
}
