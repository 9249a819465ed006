package import Matters
package import Records

/// Whether a hook has brought all that the practice system says it has sent. Pure.
///
/// The system numbers the notices of each hook from 1 and tells how many there were. What is missing may still be on
/// its way, so a number counts as missed only when it was given out a while ago.
package struct GapDetector: Sendable, Equatable {
    /// What to remember of the hook from now on.
    package var hearing: SequenceTracker
    /// Notices that will not come any more: a sweep has to make up for them.
    package var missedCount: Int64

    /// Longer than a notice takes, short enough that nobody looks at old news for long. One that comes later, after
    /// tries again, costs a sweep too many and does no harm.
    package static let inFlight: Duration = .seconds(120)

    package init(_ hook: RemoteHook, heard hearing: SequenceTracker, now: Instant) {
        let wasReset = hearing.lookedCount.map { hook.triggeredCount < $0 } ?? false
        guard let upTo = hearing.upTo, !wasReset else {
            self.init(upTo: hook.triggeredCount, beyond: [], hook, now, missedCount: 0)
            return
        }
        let due = Self.dueCount(hook, hearing, now)
        let missed = max(0, due - upTo) - Int64(hearing.beyond.count { $0 <= due })
        let base = max(upTo, due)
        let beyond = hearing.beyond.filter { $0 > base }
        self.init(
            upTo: missed > 0 ? base : upTo, beyond: missed > 0 ? beyond : hearing.beyond, hook, now,
            missedCount: missed)
    }

    private init(upTo: Int64, beyond: [Int64], _ hook: RemoteHook, _ now: Instant, missedCount: Int64) {
        var (last, rest) = (upTo, beyond.sorted()[...])
        while rest.first == last + 1 {
            last += 1
            rest.removeFirst()
        }
        hearing = SequenceTracker(upTo: last, beyond: Array(rest), lookedCount: hook.triggeredCount, lookedAt: now)
        self.missedCount = missedCount
    }

    /// Up to which number everything should have come: all of them when the last was given out a while ago, else as
    /// many as there were at the look before.
    private static func dueCount(_ hook: RemoteHook, _ hearing: SequenceTracker, _ now: Instant) -> Int64 {
        if let last = hook.lastTriggeredAt, last <= now - inFlight { return hook.triggeredCount }
        guard let lookedAt = hearing.lookedAt, lookedAt <= now - inFlight else { return 0 }
        return hearing.lookedCount ?? 0
    }
}
