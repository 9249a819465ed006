import Logging
import Storage
import Synchronization

/// Plays the busy day for as long as somebody wants it. Off at each start.
final class BusyDayPlayer: Sendable {
    struct Status: Sendable, Equatable {
        /// Nil while it is off.
        var pace: PlayPace?
        /// Changes since the start of the sandbox.
        var played = 0
    }

    /// The longest that a change of pace, or the stop, waits to be heard.
    static let patience: Duration = .milliseconds(250)

    private let world: World
    private let day: BusyDay
    private let seeded: Int
    private let clock: any Clock<Duration>
    private let logger: Logger
    private let state = Mutex(Status())
    private let wishes: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation

    /// - Parameter seeded: how many matters the world began with.
    init(world: World, seed: UInt64, seeded: Int, clock: any Clock<Duration>, logger: Logger) {
        (self.world, day, self.seeded) = (world, BusyDay(seed: seed), seeded)
        (self.clock, self.logger) = (clock, logger)
        (wishes, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    var status: Status { state.withLock { $0 } }

    /// - Parameter pace: nil stops it.
    func play(_ pace: PlayPace?) {
        state.withLock { $0.pace = pace }
        bell.yield()
    }

    /// Until the task is cancelled.
    func run() async {
        for await _ in wishes {
            while let pace = status.pace, !Task.isCancelled {
                await playOne()
                await wait(pace)
            }
        }
    }

    /// A change that fails is left out: the day goes on.
    private func playOne() async {
        let n = status.played
        do {
            try await world.change { [day, seeded] in try $0.play(n, of: day, seeded: seeded) }
        } catch StoreError.cancelled {
            return
        } catch { logger.warning("a change of the busy day failed", metadata: ["n": "\(n)", "error": "\(error)"]) }
        state.withLock { $0.played += 1 }
    }

    private func wait(_ pace: PlayPace) async {
        var left = pace.interval
        while left > .zero, status.pace == pace, !Task.isCancelled {
            let nap = min(left, Self.patience)
            guard (try? await clock.sleep(for: nap)) != nil else { return }
            left -= nap
        }
    }
}
