import Matters
import Records
import Storage

/// Compares what each hook of a source has sent with what has arrived; asks for a sweep of what a gap may have hidden.
struct GapMonitor: Sendable {
    let store: any Store
    let now: WallClock
    /// What the notices of an event are about.
    let facets: @Sendable (_ event: String) -> Facets

    /// - Parameter hooks: as the practice system lists them now.
    /// - Returns: how many notices were found missing.
    func inspect(_ hooks: [RemoteHook], of source: Source) async throws -> Int64 {
        let moment = now()
        return try await store.write { transaction in
            try FeedGaps.removeMended(sourceID: source.id, firmID: source.firmID, in: transaction)
            // What has come and was not looked at yet is not missing.
            guard
                try !Inbox.isWaiting(
                    sinceBefore: moment - GapDetector.inFlight, sourceID: source.id, firmID: source.firmID,
                    in: transaction)
            else { return 0 }
            let own = hooks.filter(\.isActive)
            let hearings = try HookSequences.all(sourceID: source.id, firmID: source.firmID, in: transaction)
            try HookSequences.forget(
                besides: own.map(\.id), sourceID: source.id, firmID: source.firmID, in: transaction)
            var (missed, toSweep): (Int64, Facets) = (0, [])
            for hook in own {
                guard let hearing = hearings[hook.id] else { continue }
                let watch = GapDetector(hook, heard: hearing, now: moment)
                try HookSequences.store(
                    watch.hearing, of: hook.id, sourceID: source.id, firmID: source.firmID, in: transaction)
                missed += watch.missedCount
                if watch.missedCount > 0 { toSweep.formUnion(facets(hook.event)) }
            }
            if missed > 0 { try note(missed, toSweep, of: source, in: transaction, at: moment) }
            return missed
        }
    }

    private func note(
        _ missed: Int64, _ facets: Facets, of source: Source, in transaction: any Writing, at moment: Instant
    ) throws {
        let sweepID = try Sweeps.request(
            facets, reason: "a gap in the feed", sourceID: source.id, firmID: source.firmID, in: transaction,
            at: moment)
        try FeedGaps.note(
            FeedGap(sweepID: sweepID, missedCount: missed, foundAt: moment), sourceID: source.id,
            firmID: source.firmID, in: transaction)
    }
}
