import Matters
import Records
import Storage

/// Compares what each hook of a source has sent with what was received, and requests a sweep of what a gap may have
/// hidden.
struct GapMonitor: Sendable {
    let store: any Store
    let now: WallClock
    /// What the notices of an event are about.
    let facets: @Sendable (_ event: String) -> Facets

    /// - Parameter hooks: as the practice system lists them now.
    /// - Returns: how many notices are missing that were not known to be.
    /// - Throws: `StoreError`
    func inspect(_ hooks: [RemoteHook], of source: Source) async throws -> Int64 {
        let moment = now()
        return try await store.write { transaction in
            try FeedGaps.removeClosed(source: source.key, in: transaction)
            // A receipt that was not sorted yet is not missing.
            guard try !Inbox.isWaiting(sinceBefore: moment - GapDetector.inFlight, source: source.key, in: transaction)
            else { return 0 }
            let active = hooks.filter(\.isActive)
            let trackers = try HookSequences.all(source: source.key, in: transaction)
            try HookSequences.removeAll(except: active.map(\.id), source: source.key, in: transaction)
            var missed: Int64 = 0
            var hidden: Facets = []
            for hook in active {
                guard let tracker = trackers[hook.id] else { continue }
                let detector = GapDetector(hook, tracker, now: moment)
                try HookSequences.store(detector.tracker, of: hook.id, source: source.key, in: transaction)
                missed += detector.missedCount
                if detector.missedCount > 0 { hidden.formUnion(facets(hook.event)) }
            }
            if missed > 0 { try report(missed, hidden, of: source, in: transaction, at: moment) }
            return missed
        }
    }

    private func report(
        _ missed: Int64, _ facets: Facets, of source: Source, in transaction: any Writing, at moment: Instant
    ) throws {
        let sweepID = try Sweeps.request(
            facets, reason: "a gap in the feed", source: source.key, in: transaction, at: moment)
        try FeedGaps.insert(
            FeedGap(sweepID: sweepID, missedCount: missed, foundAt: moment), source: source.key, in: transaction)
    }
}
