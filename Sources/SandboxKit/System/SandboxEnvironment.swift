package import Delivery
package import Logging
package import Matters
package import Storage
package import Webhooks

/// Random bytes, unpredictable in production and fixed in tests.
package typealias RandomBytes = @Sendable (_ count: Int) -> [UInt8]

/// What every simulated system is made with.
package struct SandboxEnvironment: Sendable {
    package let store: any Store
    package let settings: SandboxSettings
    /// The real time: rows are stamped with it, and tokens expire by it.
    package let clock: WallClock
    /// The time that delivery schedules follow; the test clock moves it.
    package let scheduleClock: WallClock
    package let outbox: Outbox
    /// Seals the secrets of webhook endpoints.
    package let sealer: Sealer
    package let random: RandomBytes
    /// Waits between the changes of the busy day.
    package let pauses: any Clock<Duration>
    package let logger: Logger
    package let uploads: Uploads

    package init(
        store: any Store, settings: SandboxSettings, clock: @escaping WallClock, scheduleClock: @escaping WallClock,
        outbox: Outbox, sealer: Sealer, random: @escaping RandomBytes, pauses: any Clock<Duration>, logger: Logger
    ) {
        self.store = store
        self.settings = settings
        self.clock = clock
        self.scheduleClock = scheduleClock
        self.outbox = outbox
        self.sealer = sealer
        self.random = random
        self.pauses = pauses
        self.logger = logger
        uploads = Uploads(store: store, clock: clock) { Hex.random(bytes: 24, random) }
    }
}
