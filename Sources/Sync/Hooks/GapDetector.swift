package import Matters
package import Records

/// Whether all notices that the practice system says it has sent for a hook were received. Pure.
///
/// The system numbers the notices of each hook from 1 and reports the last number. A missing notice may still be in
/// flight, so a number counts as missed only some time after it was assigned.
package struct GapDetector: Sendable, Equatable {
    /// To be stored for the next check.
    package var tracker: SequenceTracker
    /// Notices that were lost: a sweep must fetch what they were about.
    package var missedCount: Int64

    /// Longer than a delivery takes, short enough that pages are not stale for long. A notice that is delivered later,
    /// after retries, costs one sweep too many.
    package static let inFlight: Duration = .seconds(120)

    package init(_ hook: RemoteHook, _ tracker: SequenceTracker, now: Instant) {
        let wasReset = tracker.reportedCount.map { hook.triggeredCount < $0 } ?? false
        guard let upTo = tracker.receivedUpTo, !wasReset else {
            self.init(upTo: hook.triggeredCount, beyond: [], hook, now, missedCount: 0)
            return
        }
        let due = Self.dueCount(hook, tracker, now)
        let missed = max(0, due - upTo) - Int64(tracker.receivedBeyond.count { $0 <= due })
        let base = max(upTo, due)
        let beyond = tracker.receivedBeyond.filter { $0 > base }
        self.init(
            upTo: missed > 0 ? base : upTo, beyond: missed > 0 ? beyond : tracker.receivedBeyond, hook, now,
            missedCount: missed)
    }

    private init(upTo: Int64, beyond: [Int64], _ hook: RemoteHook, _ now: Instant, missedCount: Int64) {
        var last = upTo
        var rest = beyond.sorted()[...]
        while rest.first == last + 1 {
            last += 1
            rest.removeFirst()
        }
        tracker = SequenceTracker(
            receivedUpTo: last, receivedBeyond: Array(rest), reportedCount: hook.triggeredCount, reportedAt: now)
        self.missedCount = missedCount
    }

    /// The number up to which all notices should have been received: the last one when it was assigned long enough ago,
    /// else the one reported at the previous check.
    private static func dueCount(_ hook: RemoteHook, _ tracker: SequenceTracker, _ now: Instant) -> Int64 {
        if let last = hook.lastTriggeredAt, last <= now - inFlight { return hook.triggeredCount }
        guard let reportedAt = tracker.reportedAt, reportedAt <= now - inFlight else { return 0 }
        return tracker.reportedCount ?? 0
    }
}
