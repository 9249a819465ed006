import Logging
import Storage
import Synchronization

/// Runs the busy day at a pace; off at each start.
final class BusyDayPlayer: Sendable {
    struct Status: Sendable, Equatable {
        /// Nil while it is off.
        var pace: BusyDayPace?
        /// The number of changes since the start of the sandbox.
        var played = 0
    }

    /// How often a pause checks whether the pace was changed.
    static let pollInterval: Duration = .milliseconds(250)

    private let world: ActionStepWorld
    private let day: BusyDay
    private let seeded: Int
    private let clock: any Clock<Duration>
    private let logger: Logger
    private let state = Mutex(Status())
    private let paceChanges: AsyncStream<Void>
    private let paceChanged: AsyncStream<Void>.Continuation

    /// - Parameter seeded: the number of seeded matters.
    init(world: ActionStepWorld, seed: UInt64, seeded: Int, clock: any Clock<Duration>, logger: Logger) {
        self.world = world
        day = BusyDay(seed: seed)
        self.seeded = seeded
        self.clock = clock
        self.logger = logger
        (paceChanges, paceChanged) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    var status: Status { state.withLock { $0 } }

    /// - Parameter pace: nil stops it.
    func setPace(_ pace: BusyDayPace?) {
        state.withLock { $0.pace = pace }
        paceChanged.yield()
    }

    /// Runs until the task is cancelled.
    func run() async {
        for await _ in paceChanges {
            while let pace = status.pace, !Task.isCancelled {
                await playOne()
                await wait(pace)
            }
        }
    }

    /// A failed change is logged and skipped.
    private func playOne() async {
        let n = status.played
        do {
            try await world.change { [day, seeded] in try $0.applyBusyDay(n, of: day, seeded: seeded) }
        } catch StoreError.cancelled {
            return
        } catch { logger.warning("a change of the busy day failed", metadata: ["n": "\(n)", "error": "\(error)"]) }
        state.withLock { $0.played += 1 }
    }

    private func wait(_ pace: BusyDayPace) async {
        var left = pace.interval
        while left > .zero, status.pace == pace, !Task.isCancelled {
            let pause = min(left, Self.pollInterval)
            guard (try? await clock.sleep(for: pause)) != nil else { return }
            left -= pause
        }
    }
}
