/// A moment as whole milliseconds since 1970-01-01T00:00:00Z.
///
/// The only form in which the product stores and compares time. Integers survive every round trip, unlike a `Double` of
/// seconds: a time that is signed or used as a cursor must not change when it is read back.
package struct Instant: Sendable, Hashable, Comparable {
    package var milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static func seconds(_ seconds: Int64) -> Instant { Instant(milliseconds: seconds * 1_000) }
    package static let distantPast = Instant(milliseconds: 0)

    /// Whole seconds since the epoch, rounded towards the past.
    package var epochSeconds: Int64 { milliseconds.floorDivided(by: 1_000) }

    package static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }
    package static func + (left: Instant, right: Duration) -> Instant {
        Instant(milliseconds: left.milliseconds + right.wholeMilliseconds)
    }
    package static func - (left: Instant, right: Duration) -> Instant {
        Instant(milliseconds: left.milliseconds - right.wholeMilliseconds)
    }
    package static func - (left: Instant, right: Instant) -> Duration {
        .milliseconds(left.milliseconds - right.milliseconds)
    }
}

/// The source of the current time. Injected everywhere, so that tests control it.
package typealias WallClock = @Sendable () -> Instant

extension Duration {
    /// The length in milliseconds, truncated.
    package var wholeMilliseconds: Int64 { components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000 }
}

extension Int64 {
    /// Division that rounds towards negative infinity, so that moments before 1970 fall on the right day.
    func floorDivided(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return (self % divisor != 0 && (self < 0) != (divisor < 0)) ? quotient - 1 : quotient
    }
}
