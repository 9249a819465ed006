import Synchronization

/// Says on standard error how far the making of a world is: at most once a second, and not at all of a small one.
final class SeedingProgress: Sendable {
    private let clock = ContinuousClock()
    private let toldAt: Mutex<ContinuousClock.Instant>
    private static let tellEvery: Duration = .seconds(1)

    init() { toldAt = Mutex(clock.now) }

    func tell(_ made: Int, of matters: Int) {
        let isDue = toldAt.withLock { toldAt in
            guard clock.now - toldAt >= Self.tellEvery else { return false }
            toldAt = clock.now
            return true
        }
        if isDue { StandardError.line("  \(made) of \(matters) matters made") }
    }
}
