import Matters

/// The timers that will wake the dispatcher. A timer is started only if none fires earlier anyway, so few are pending at
/// a time, each one earlier than those before.
struct TimerSet: Sendable {
    enum Clock: Hashable { case schedule, machine }

    private var moments: [Clock: Set<Instant>] = [:]

    /// Whether a timer for `moment` must be started.
    mutating func add(_ moment: Instant, on clock: Clock) -> Bool {
        let pending = moments[clock] ?? []
        guard !pending.contains(where: { $0 <= moment }) else { return false }
        moments[clock] = pending.union([moment])
        return true
    }

    mutating func remove(_ moment: Instant, on clock: Clock) { moments[clock]?.remove(moment) }
}
