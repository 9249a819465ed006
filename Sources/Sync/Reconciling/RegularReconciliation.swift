package import Matters
import Records
package import Storage

/// Sweeps all matters of every source at intervals, independently of notices. Notes, tasks, time, disbursements, folders
/// and tags have no event for a deletion, and most have no time stamp of a change: a silent deletion or renaming is found
/// only by reading everything again.
///
/// A notice about one note re-reads all notes of its matter, so a withdrawn note disappears with the next such notice, or
/// else with the next sweep.
package struct RegularReconciliation: PeriodicTask {
    private let store: any Store
    private let now: WallClock

    /// Between two sweeps: as long as the practice system answers, a silent deletion is shown no longer than this.
    package static let sweepInterval = Duration.seconds(6 * 3_600)
    /// Between two checks whether a sweep is due.
    package static let interval = Duration.seconds(600)

    package init(store: any Store, now: @escaping WallClock) {
        self.store = store
        self.now = now
    }

    /// Requests the sweeps that are due: not for a source that was never imported, which connecting does, nor for one
    /// whose sweep is under way.
    package func runOnce() async throws {
        let moment = now()
        try await store.write { transaction in
            for source in try Sources.all(in: transaction) {
                let last = try Sweeps.lastWholeFinish(source: source.key, in: transaction)
                guard let last, last <= moment - Self.sweepInterval,
                    try Sweeps.openID(source: source.key, in: transaction) == nil
                else { continue }
                _ = try Sweeps.request(
                    .all, reason: "regular reconciliation", source: source.key, in: transaction, at: moment)
            }
        }
    }
}
