package import Matters

/// Schedules follow a clock that the sandbox can move; leases, pauses and signed times follow the machine's.
package struct DispatcherClocks: Sendable {
    /// Whoever moves `now` without waking the sleepers of `schedule` must notify `Channel.deliveries`.
    package var schedule: any Clock<Duration>
    package var now: WallClock
    package var machine: any Clock<Duration>
    package var machineNow: WallClock

    package init(
        schedule: any Clock<Duration>, now: @escaping WallClock, machine: any Clock<Duration>,
        machineNow: @escaping WallClock
    ) {
        self.schedule = schedule
        self.now = now
        self.machine = machine
        self.machineNow = machineNow
    }
}
