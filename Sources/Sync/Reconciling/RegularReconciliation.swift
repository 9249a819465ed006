package import Matters
import Records
package import Storage

/// Walks over all matters of every source now and then, whatever the notices say. Notes, tasks, time, disbursements,
/// folders and tags have no event for a deletion, and most no time stamp of a change either: what was deleted or renamed
/// without a word is found by reading it again, and by nothing else.
///
/// A notice about one note re-reads all notes of its matter, so a withdrawn note goes with the next of these; else it
/// goes with the next walk.
package struct RegularReconciliation<Time: Clock>: Sendable where Time.Duration == Duration {
    private let store: any Store
    private let clock: Time
    private let now: WallClock

    /// From one walk to the next: the longest that something deleted without a word is still shown, as long as the
    /// practice system answers.
    package static var every: Duration { .seconds(6 * 3_600) }
    /// How often it is looked whether a walk is due.
    static var lookEvery: Duration { .seconds(600) }

    package init(store: any Store, clock: Time, now: @escaping WallClock) {
        (self.store, self.clock, self.now) = (store, clock, now)
    }

    /// Works until cancelled.
    package func run() async throws {
        while !Task.isCancelled {
            // What could not be asked for now, the rows being out of reach, is asked for the next time.
            try? await requestWhatIsDue()
            try await clock.sleep(for: Self.lookEvery)
        }
    }

    /// A source that was never imported is not: that is for whoever connects it. Nor is one whose walk is under way.
    package func requestWhatIsDue() async throws {
        let moment = now()
        try await store.write { transaction in
            for source in try Sources.all(in: transaction) {
                let last = try Sweeps.lastWholeFinish(sourceID: source.id, firmID: source.firmID, in: transaction)
                guard let last, last <= moment - Self.every,
                    try Sweeps.openID(sourceID: source.id, firmID: source.firmID, in: transaction) == nil
                else { continue }
                _ = try Sweeps.request(
                    .all, reason: "regular reconciliation", sourceID: source.id, firmID: source.firmID,
                    in: transaction, at: moment)
            }
        }
    }
}
