package import Matters

/// Coalesces the changes of one resource under one windowed topic into one notice.
///
/// The window opens at the first change and closes 120 seconds later, however many follow. The notice carries the time
/// of the last change.
package struct LawVuWindow: Sendable, Equatable {
    package static let length = Duration.seconds(120)

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
    /// - Returns: the time that the notice of the ended window carries; nil when none has ended.
    package mutating func change(at now: Instant) -> Instant? {
        let ended = elapse(at: now)
        let open = span ?? Span(openedAt: now, lastChangeAt: now)
        span = Span(openedAt: open.openedAt, lastChangeAt: max(open.lastChangeAt, now))
        return ended
    }

    /// To be called when the open window closes.
    /// - Returns: the time that its notice carries; nil when none has ended.
    package mutating func elapse(at now: Instant) -> Instant? {
        guard let open = span, now >= open.closesAt else { return nil }
        span = nil
        return open.lastChangeAt
    }
}
