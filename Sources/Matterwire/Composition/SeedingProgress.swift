import Synchronization

/// Prints the progress of seeding to standard error, at most once a second.
final class SeedingProgress: Sendable {
    private let clock = ContinuousClock()
    private let printedAt: Mutex<ContinuousClock.Instant>
    private static let printInterval: Duration = .seconds(1)

    init() { printedAt = Mutex(clock.now) }

    func report(_ made: Int, of matters: Int) {
        let isDue = printedAt.withLock { printedAt in
            guard clock.now - printedAt >= Self.printInterval else { return false }
            printedAt = clock.now
            return true
        }
        if isDue { StandardError.line("  \(made) of \(matters) matters made") }
    }
}
