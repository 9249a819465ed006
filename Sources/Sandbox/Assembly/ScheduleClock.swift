package import Matters
import SandboxKit
package import Storage
import Synchronization

/// The time that delivery schedules follow: the real time plus an offset that tests set.
package final class ScheduleClock: Sendable {
    private let base: WallClock
    private let offsetMilliseconds: Mutex<Int64>

    package init(base: @escaping WallClock, offsetMilliseconds: Int64 = 0) {
        self.base = base
        self.offsetMilliseconds = Mutex(offsetMilliseconds)
    }

    package var now: Instant { Instant(milliseconds: base().milliseconds + offset) }
    /// The clock as a function.
    package var wallClock: WallClock { { self.now } }
    var offset: Int64 { offsetMilliseconds.withLock { $0 } }

    func restore(offsetMilliseconds: Int64) { self.offsetMilliseconds.withLock { $0 = offsetMilliseconds } }
    func advance(milliseconds: Int64) { offsetMilliseconds.withLock { $0 += milliseconds } }
    func set(to instant: Instant) {
        let real = base().milliseconds
        offsetMilliseconds.withLock { $0 = instant.milliseconds - real }
    }

    /// The time with the stored offset, for a command that runs beside the sandbox.
    package static func stored(base: @escaping WallClock, in reading: any Reading) throws -> ScheduleClock {
        let offset = try SandboxSettings.value(ControlController.offsetSetting, in: reading)
        return ScheduleClock(base: base, offsetMilliseconds: offset.flatMap { Int64($0) } ?? 0)
    }
}
