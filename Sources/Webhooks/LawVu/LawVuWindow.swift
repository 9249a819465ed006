package import Matters

/// Coalesces the changes of one resource under one windowed topic into one notice.
///
/// The window opens at the first change and closes 120 seconds later, however many follow. The notice carries the time
/// of the last change.
package struct LawVuWindow: Sendable, Equatable {
    package static let length = Duration.seconds(120)

    package enum Action: Sendable, Equatable {
        case send(timestamp: Instant)
        /// Call `elapse` at this moment.
        case wake(at: Instant)
    }

    package struct Span: Sendable, Equatable {
        package var openedAt: Instant
        package var lastChangeAt: Instant
        package var closesAt: Instant { openedAt + LawVuWindow.length }

        package init(openedAt: Instant, lastChangeAt: Instant) {
            self.openedAt = openedAt
            self.lastChangeAt = lastChangeAt
        }
    }

    /// Nil while no change is pending.
    package private(set) var span: Span?

    package init(span: Span? = nil) { self.span = span }

    /// A change at or after the end belongs to the next window, even if `elapse` was not called before.
    package mutating func change(at now: Instant) -> [Action] {
        let ended = elapse(at: now)
        guard let open = span else {
            let opened = Span(openedAt: now, lastChangeAt: now)
            span = opened
            return ended + [.wake(at: opened.closesAt)]
        }
        span?.lastChangeAt = max(open.lastChangeAt, now)
        return ended
    }

    package mutating func elapse(at now: Instant) -> [Action] {
        guard let open = span, now >= open.closesAt else { return [] }
        span = nil
        return [.send(timestamp: open.lastChangeAt)]
    }
}
