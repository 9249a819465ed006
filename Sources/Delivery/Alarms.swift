import Matters

/// When the dispatcher has to look again by itself. A look is asked for only if none comes before it anyway, so at
/// most a few timers sleep at a time, each one earlier than the ones before.
struct Alarms: Sendable {
    enum Clock: Hashable { case schedule, machine }

    private var moments: [Clock: Set<Instant>] = [:]

    /// Whether a timer for `moment` is needed.
    mutating func add(_ moment: Instant, on clock: Clock) -> Bool {
        let pending = moments[clock] ?? []
        guard !pending.contains(where: { $0 <= moment }) else { return false }
        moments[clock] = pending.union([moment])
        return true
    }

    mutating func remove(_ moment: Instant, on clock: Clock) { moments[clock]?.remove(moment) }
}
