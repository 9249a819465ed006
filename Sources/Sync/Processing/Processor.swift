package import Logging
package import Matters
package import Records
package import Storage
package import Webhooks

/// Keeps the read model of one source current: sorts receipts, fetches dirty matters, walks sweeps. Nothing else
/// changes matters; grants change too when a mail domain is approved.
package struct Processor<Time: Clock>: Sendable where Time.Duration == Duration {
    private let sorter: NoticeSorter
    private let fetchers: [MatterFetcher]
    private let walker: SweepWalker
    private let loop: @Sendable (String) -> WorkLoop<Time>

    /// Workers that fetch at the same time; the first fetches for notices only.
    package static var workers: Int { 4 }

    package init(
        source: SourceKey, adapter: any PracticeSystemAdapter, practice: any PracticeSystem, store: any Store,
        clock: Time, now: @escaping WallClock, newID: @escaping @Sendable () -> String,
        announce: @escaping PublishChanges, logger: Logger
    ) {
        sorter = NoticeSorter(source: source, store: store, now: now, adapter: adapter)
        fetchers = (0..<Self.workers).map { index in
            MatterFetcher(
                source: source, system: adapter.system, practice: practice, store: store, now: now, newID: newID,
                rank: index == 0 ? .notice : .sweep, announce: announce)
        }
        walker = SweepWalker(source: source, practice: practice, store: store, now: now, newID: newID)
        loop = { name in
            WorkLoop(
                name: "\(name) of \(source.firmID)/\(source.sourceID)", store: store, channel: .work, clock: clock,
                now: now, logger: logger)
        }
    }

    /// Works until cancelled; then releases its leases.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await loop("sorting").run { try await sorter.step() } }
            group.addTask { await loop("sweeping").run { try await walker.step() } }
            for fetcher in fetchers { group.addTask { await loop("fetching").run { try await fetcher.step() } } }
        }
    }
}
