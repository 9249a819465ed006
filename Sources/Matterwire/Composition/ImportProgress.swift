import Foundation
import Matters
import Records
import Sync

/// Prints the progress of a sweep over all matters, until every matter is in the read model.
struct ImportProgress {
    let connector: SourceConnector
    let source: Source
    let sweepID: Int64
    let clock = ContinuousClock()

    private static let pollInterval: Duration = .milliseconds(100)
    private static let printInterval: Duration = .seconds(1)

    /// Returns when the sweep is done.
    /// - Throws: `CommandFailure` when the practice system refuses the grant, `StoreError`, or `CancellationError`.
    func follow() async throws {
        let started = clock.now
        var doneBefore: Int?
        var printedAt: ContinuousClock.Instant?
        while true {
            guard let progress = try await connector.progress(of: sweepID, source: source) else { return }
            guard progress.failure != PracticeFailure.unauthorized.name else {
                throw CommandFailure.couldNotRun("the practice system refuses the grant; connect the firm again")
            }
            // The rate is that of this process alone.
            let before = doneBefore ?? progress.done
            doneBefore = before
            let elapsed = clock.now - started
            if progress.isFinished {
                StandardError.line(Self.finished(progress, before: before, elapsed: elapsed))
                return
            }
            if printedAt.map({ clock.now - $0 >= Self.printInterval }) ?? true {
                printedAt = clock.now
                StandardError.line(Self.text(progress, before: before, elapsed: elapsed))
            }
            try await clock.sleep(for: Self.pollInterval)
        }
    }

    static func text(_ progress: SweepProgress, before: Int, elapsed: Duration) -> String {
        if let failure = progress.failure { return "  waiting for the practice system (\(failure))" }
        guard progress.total > 0 else { return "  asking which matters there are" }
        let rate = Double(progress.done - before) / max(seconds(elapsed), 0.001)
        let left = rate > 0 ? ", about \(Int(Double(progress.total - progress.done) / rate) + 1) s left" : ""
        return "  \(progress.done) of \(progress.total) matters, \(Int(rate)) a second\(left)"
    }

    static func finished(_ progress: SweepProgress, before: Int, elapsed: Duration) -> String {
        let rate = Int(Double(progress.total - before) / max(seconds(elapsed), 0.001))
        return "  \(progress.total) matters are in, \(rate) a second"
    }

    private static func seconds(_ duration: Duration) -> Double { Double(duration.wholeMilliseconds) / 1_000 }
}
