import Matters
import Records
import Storage

/// Claims dirty matters, asks the practice system about them in one go, and brings the read model in line.
struct MatterFetcher: Sendable {
    let source: SourceKey
    let system: String
    let practice: any PracticeSystem
    let store: any Store
    let now: WallClock
    let newID: @Sendable () -> String
    let schedule: RetrySchedule
    /// The lowest rank that this worker takes: one worker is kept free for what people wait for.
    let rank: DirtyMatters.Rank
    let announce: Announce

    /// Few enough that one transaction holds the writer only for milliseconds.
    static let mattersPerClaimMax = 50
    static let lease: Duration = .seconds(120)

    func step() async throws -> WorkOutcome {
        let lease = Lease(token: newID(), until: now() + Self.lease)
        let claims = try await claim(lease)
        guard !claims.isEmpty else {
            return .idle(
                until: try await store.read {
                    try DirtyMatters.nextDue(
                        downTo: rank, sourceID: source.sourceID, firmID: source.firmID, in: $0)
                })
        }
        for group in Self.groups(of: claims) { try await work(on: group, lease: lease) }
        return .more
    }

    /// Matters that want the same facets are asked for together; one that has failed before goes alone, so that it
    /// cannot hold up others.
    static func groups(of claims: [DirtyMatters.Claim]) -> [[DirtyMatters.Claim]] {
        let fresh = Dictionary(grouping: claims.filter { $0.attempts == 0 }, by: \.facets)
        return fresh.sorted { $0.key.rawValue < $1.key.rawValue }.map(\.value)
            + claims.filter { $0.attempts > 0 }.map { [$0] }
    }

    /// A matter that is not known yet is asked for whole, whichever facet the notice was about.
    private func claim(_ lease: Lease) async throws -> [DirtyMatters.Claim] {
        let moment = now()
        return try await store.write { transaction in
            let claims = try DirtyMatters.claim(
                downTo: rank, sourceID: source.sourceID, firmID: source.firmID, limit: Self.mattersPerClaimMax,
                lease: lease, in: transaction, at: moment)
            guard !claims.isEmpty else { return [] }
            let known = try MatterRecords.known(
                claims.map(\.matterRef), sourceID: source.sourceID, firmID: source.firmID, in: transaction)
            return claims.map { known.contains($0.matterRef) ? $0 : $0.wanting(.all) }
        }
    }

    private func work(on claims: [DirtyMatters.Claim], lease: Lease) async throws {
        guard let facets = claims.first?.facets else { return }
        let asAt = now()
        do {
            let snapshots = try await practice.fetch(facets, of: claims.map(\.matterRef))
            try await write(snapshots, of: claims, facets, lease: lease, asAt: asAt)
            let answered = Set(snapshots.map(\.ref))
            try await giveBack(
                claims.filter { !answered.contains($0.matterRef) }, lease: lease,
                after: .malformed("the answer leaves a matter out"))
        } catch {
            try await giveBack(claims, lease: lease, after: Self.failure(error))
        }
    }

    private static func failure(_ error: any Error) -> PracticeFailure {
        switch error {
        case let failure as PracticeFailure: failure
        case StoreError.cancelled: .cancelled
        // The disk may be full: no fault of the matter's, so it is tried again without end.
        case StoreError.unavailable, StoreError.busy, StoreError.undecided: .network(.other)
        default: .malformed("it could not be stored")
        }
    }

    private func write(
        _ snapshots: [MatterSnapshot], of claims: [DirtyMatters.Claim], _ facets: Facets, lease: Lease, asAt: Instant
    ) async throws {
        try await store.write { transaction in
            try Firms.lock(source.firmID, in: transaction)
            let held = try DirtyMatters.held(
                sourceID: source.sourceID, firmID: source.firmID, lease: lease, in: transaction)
            let current = snapshots.filter { held.contains($0.ref) }
            let news = try MatterWriter(
                source: source, system: system, newID: newID, transaction: transaction, asAt: asAt
            ).write(current)
            try announce(withoutImported(news, by: claims, in: transaction), source.firmID, transaction, asAt)
            for snapshot in current {
                try DirtyMatters.finish(
                    snapshot.ref, sourceID: source.sourceID, firmID: source.firmID, lease: lease,
                    in: transaction, at: asAt)
            }
            try note(snapshots, facets, in: transaction)
        }
    }

    /// A matter that is met by the first walk over the firm is as old as the firm: thousands of them at once are no
    /// news, and whoever connects asks for them all anyway.
    private func withoutImported(
        _ news: [MatterChangeSet], by claims: [DirtyMatters.Claim], in transaction: any Writing
    ) throws -> [MatterChangeSet] {
        guard news.contains(where: \.isOfNewMatter) else { return news }
        let importEnd = try Sweeps.endOfFirst(sourceID: source.sourceID, firmID: source.firmID, in: transaction)
        let marks = Dictionary(claims.map { ($0.matterRef, $0.markedAt) }) { first, _ in first }
        return news.filter { item in
            guard item.isOfNewMatter, let markedAt = marks[item.before.ref] else { return true }
            return markedAt > importEnd
        }
    }

    /// That it answers ends the source's failure; what it keeps from us is told to staff. An answer that was not asked
    /// for that says nothing about it.
    private func note(_ snapshots: [MatterSnapshot], _ facets: Facets, in transaction: any Writing) throws {
        let stored = try Sources.find(source.sourceID, firmID: source.firmID, in: transaction)?.failure
        let failure = WithheldParts.failure(in: snapshots)
        guard failure != stored, failure != nil || facets == .all || !WithheldParts.isTold(by: stored) else { return }
        try Sources.note(failure: failure, sourceID: source.sourceID, firmID: source.firmID, in: transaction)
    }

    private func giveBack(
        _ claims: [DirtyMatters.Claim], lease: Lease, after failure: PracticeFailure
    ) async throws {
        guard !claims.isEmpty else { return }
        let moment = now()
        // Must survive the shutdown that may have caused the failure, or the matters wait for the lease to run out.
        try await uncancelled {
            try await store.write { transaction in
                for claim in claims {
                    let next = schedule.next(after: failure, attempts: claim.attempts, now: moment)
                    try DirtyMatters.giveBack(
                        claim, sourceID: source.sourceID, firmID: source.firmID, lease: lease,
                        failure: failure.name, next: next.giveBack(now: moment), in: transaction)
                }
                guard failure.isForPersons else { return }
                try Sources.note(
                    failure: failure.name, sourceID: source.sourceID, firmID: source.firmID, in: transaction)
            }
        }
    }
}

/// Parts of matters that the practice system does not give us: stored with the source, for a person to repair.
enum WithheldParts {
    private static let name = "withheld"

    static func failure(in snapshots: [MatterSnapshot]) -> String? {
        let parts = Set(snapshots.flatMap(\.withheld)).sorted()
        return parts.isEmpty ? nil : "\(name)(\(parts.joined(separator: ", ")))"
    }

    static func isTold(by failure: String?) -> Bool { failure?.hasPrefix(name + "(") ?? false }
}

extension PracticeFailure {
    /// Whether only a person can repair it, by connecting the source again.
    fileprivate var isForPersons: Bool {
        switch self {
        case .unauthorized, .forbidden, .insufficientScope: true
        default: false
        }
    }
}

extension RetrySchedule.Next {
    fileprivate func giveBack(now: Instant) -> DirtyMatters.GiveBack {
        switch self {
        case .again(let moment, let counts): .init(dueAt: moment, countsAttempt: counts, isParked: false)
        case .park: .init(dueAt: now, countsAttempt: true, isParked: true)
        }
    }
}
