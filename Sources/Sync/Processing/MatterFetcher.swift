import Matters
import Records
import Storage

/// Claims dirty matters, fetches them from the practice system in few requests, and updates the read model.
struct MatterFetcher: Sendable {
    let source: SourceKey
    let system: String
    let practice: any PracticeSystem
    let store: any Store
    let now: WallClock
    let newID: @Sendable () -> String
    /// `.notice` for the one worker that takes no work of sweeps, so that people do not wait for an import; `.sweep` for
    /// workers that take both.
    let rank: DirtyMatters.Rank
    let announce: PublishChanges

    /// Few enough that one transaction occupies the writer only for milliseconds.
    static let mattersPerClaimMax = 50
    static let lease: Duration = .seconds(120)

    func step() async throws -> WorkOutcome {
        let lease = Lease(token: newID(), until: now() + Self.lease)
        let claims = try await claim(lease)
        guard !claims.isEmpty else {
            return .idle(until: try await store.read { try DirtyMatters.nextDue(downTo: rank, source: source, in: $0) })
        }
        for group in Self.groups(of: claims) { try await work(on: group, lease: lease) }
        return .more
    }

    /// Matters with the same facets are fetched together; one that has failed before is fetched alone, so that it cannot
    /// delay others.
    static func groups(of claims: [DirtyMatters.Claim]) -> [[DirtyMatters.Claim]] {
        let fresh = Dictionary(grouping: claims.filter { $0.attempts == 0 }, by: \.facets)
        return fresh.sorted { $0.key.rawValue < $1.key.rawValue }.map(\.value)
            + claims.filter { $0.attempts > 0 }.map { [$0] }
    }

    /// A matter that is not known yet is fetched whole, whichever facet the notice was about.
    private func claim(_ lease: Lease) async throws -> [DirtyMatters.Claim] {
        let moment = now()
        return try await store.write { transaction in
            let claims = try DirtyMatters.claim(
                downTo: rank, source: source, limit: Self.mattersPerClaimMax, lease: lease, in: transaction, at: moment)
            guard !claims.isEmpty else { return [] }
            let known = try MatterRecords.known(claims.map(\.matterRef), source: source, in: transaction)
            return claims.map { known.contains($0.matterRef) ? $0 : $0.requesting(.all) }
        }
    }

    private func work(on claims: [DirtyMatters.Claim], lease: Lease) async throws {
        guard let facets = claims.first?.facets else { return }
        let asAt = now()
        do {
            let snapshots = try await practice.fetch(facets, of: claims.map(\.matterRef))
            try await write(snapshots, of: claims, facets, lease: lease, asAt: asAt)
            let answered = Set(snapshots.map(\.ref))
            try await release(
                claims.filter { !answered.contains($0.matterRef) }, lease: lease,
                after: .malformed("the answer leaves a matter out"))
        } catch {
            try await release(claims, lease: lease, after: Self.failure(error))
        }
    }

    private static func failure(_ error: any Error) -> PracticeFailure {
        switch error {
        case let failure as PracticeFailure: failure
        case StoreError.cancelled: .cancelled
        // The disk may be full, which is not the matter's fault: it is retried without end.
        case StoreError.unavailable, StoreError.busy, StoreError.undecided: .network(.other)
        default: .malformed("it could not be stored")
        }
    }

    private func write(
        _ snapshots: [MatterSnapshot], of claims: [DirtyMatters.Claim], _ facets: Facets, lease: Lease, asAt: Instant
    ) async throws {
        try await store.write { transaction in
            try Firms.lock(source.firmID, in: transaction)
            let held = try DirtyMatters.held(source: source, lease: lease, in: transaction)
            let current = snapshots.filter { held.contains($0.ref) }
            let writer = MatterWriter(
                source: source, system: system, newID: newID, transaction: transaction, asAt: asAt,
                domains: try Firms.domains(of: source.firmID, in: transaction))
            let news = try writer.write(current)
            try announce(withoutImported(news, by: claims, in: transaction), source.firmID, transaction, asAt)
            for snapshot in current {
                try DirtyMatters.finish(snapshot.ref, source: source, lease: lease, in: transaction, at: asAt)
            }
            try updateFailure(after: snapshots, facets, in: transaction)
        }
    }

    /// Leaves out new matters that the first sweep imports: thousands of them at once are no news, and a client that
    /// connects lists them anyway.
    private func withoutImported(
        _ news: [MatterChangeSet], by claims: [DirtyMatters.Claim], in transaction: any Writing
    ) throws -> [MatterChangeSet] {
        guard news.contains(where: \.isOfNewMatter) else { return news }
        let importEnd = try Sweeps.endOfFirst(source: source, in: transaction)
        let markedAt = Dictionary(claims.map { ($0.matterRef, $0.markedAt) }) { first, _ in first }
        return news.filter { item in
            guard item.isOfNewMatter, let marked = markedAt[item.before.ref] else { return true }
            return marked > importEnd
        }
    }

    /// An answer ends the source's failure; parts that it withholds are reported to staff. An answer to a narrower fetch
    /// says nothing about withheld parts.
    private func updateFailure(after snapshots: [MatterSnapshot], _ facets: Facets, in transaction: any Writing) throws
    {
        let stored = try Sources.find(source, in: transaction)?.failure
        let failure = WithheldParts.failure(in: snapshots)
        guard failure != stored, failure != nil || facets == .all || !WithheldParts.isNamed(by: stored) else { return }
        try Sources.setFailure(failure, source: source, in: transaction)
    }

    private func release(_ claims: [DirtyMatters.Claim], lease: Lease, after failure: PracticeFailure) async throws {
        guard !claims.isEmpty else { return }
        let moment = now()
        // Must survive the shutdown that may have caused the failure, or the matters wait until the lease expires.
        try await uncancelled {
            try await store.write { transaction in
                for claim in claims {
                    let next = FetchRetrySchedule.next(after: failure, attempts: claim.attempts, now: moment)
                    try DirtyMatters.release(
                        claim, source: source, lease: lease,
                        failure: failure.name, as: next.release(at: moment), in: transaction)
                }
                guard failure.needsPerson else { return }
                try Sources.setFailure(failure.name, source: source, in: transaction)
            }
        }
    }
}

/// Parts of matters that the grant does not cover: named in the source's failure, for a person to repair.
enum WithheldParts {
    private static let name = "withheld"

    static func failure(in snapshots: [MatterSnapshot]) -> String? {
        let parts = Set(snapshots.flatMap(\.withheld)).sorted()
        return parts.isEmpty ? nil : "\(name)(\(parts.joined(separator: ", ")))"
    }

    static func isNamed(by failure: String?) -> Bool { failure?.hasPrefix(name + "(") ?? false }
}

extension PracticeFailure {
    /// Whether only a person can repair it, by connecting the source again.
    fileprivate var needsPerson: Bool {
        switch self {
        case .unauthorized, .forbidden, .insufficientScope: true
        default: false
        }
    }
}

extension FetchRetrySchedule.Next {
    fileprivate func release(at now: Instant) -> DirtyMatters.Release {
        switch self {
        case .again(let moment, let counts): .init(dueAt: moment, countsAttempt: counts, state: .queued)
        case .deadLetter: .init(dueAt: now, countsAttempt: true, state: .deadLettered)
        }
    }
}
