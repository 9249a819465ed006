import Matters
import Records
import Storage

/// Lists all matters of a source, a page at a time, and marks them dirty; the workers fetch them. So a sweep never
/// overwrites what a later notice has brought.
struct SweepWalker: Sendable {
    let source: SourceKey
    let practice: any PracticeSystem
    let store: any Store
    let now: WallClock
    let newID: @Sendable () -> String

    /// No page is read while more matters than this are due.
    static let backlogMax = 400
    static let lease: Duration = .seconds(120)

    func step() async throws -> WorkOutcome {
        let moment = now()
        let backlog = try await store.read { try DirtyMatters.countDue(source: source, in: $0, at: moment) }
        guard backlog <= Self.backlogMax else { return .idle(until: moment + .milliseconds(50)) }
        let lease = Lease(token: newID(), until: now() + Self.lease)
        let claimedAt = now()
        let claimed = try await store.write { try Sweeps.claim(source: source, lease: lease, in: $0, at: claimedAt) }
        guard let sweep = claimed else {
            return .idle(until: try await store.read { try Sweeps.nextDue(source: source, in: $0) })
        }
        do {
            if sweep.nextPage == 1 { try await readWorkflows() }
            let page = try await practice.matterPage(sweep.nextPage)
            try await mark(page, of: sweep, lease: lease)
        } catch let failure as PracticeFailure {
            try await release(sweep, lease: lease, after: failure)
        }
        return .more
    }

    /// Steps have no event of their own, so each sweep brings their names and order up to date.
    private func readWorkflows() async throws {
        let workflows = try await practice.workflows()
        try await store.write { try Sources.replaceWorkflows(workflows, source: source, in: $0) }
    }

    private func mark(_ page: MatterPage, of sweep: Sweeps.Sweep, lease: Lease) async throws {
        let moment = now()
        try await store.write { transaction in
            guard try Sweeps.isHeld(sweep.id, lease: lease, in: transaction) else { return }
            try mark(page.matters, sweep.facets, in: transaction, at: moment)
            for chunk in page.matters.chunks(ofCount: SQLList.countMax) {
                try MatterRecords.noteSwept(Array(chunk), by: sweep.id, source: source, in: transaction)
            }
            if !page.hasMore { try markMissing(sweep, in: transaction, at: moment) }
            try Sweeps.advance(
                sweep.id, nextPage: sweep.nextPage + 1, mattersDone: page.matters.count,
                mattersTotal: page.matterCount, isLast: !page.hasMore, in: transaction, at: moment)
        }
    }

    private func mark(_ refs: [SourceRef], _ facets: Facets, in transaction: any Writing, at moment: Instant) throws {
        try DirtyMatters.mark(
            Dictionary(refs.map { ($0, facets) }) { first, _ in first }, rank: .sweep, source: source, in: transaction,
            at: moment)
    }

    /// What the pages did not show may be gone: it is asked for by its id, and the answer decides.
    private func markMissing(_ sweep: Sweeps.Sweep, in transaction: any Writing, at moment: Instant) throws {
        let missing = try MatterRecords.refsNotSwept(
            by: sweep.id, asAtBefore: sweep.startedAt ?? moment, source: source, in: transaction)
        try mark(missing, sweep.facets, in: transaction, at: moment)
    }

    private func release(_ sweep: Sweeps.Sweep, lease: Lease, after failure: PracticeFailure) async throws {
        let moment = now()
        let (dueAt, counts) =
            switch FetchRetrySchedule.next(after: failure, attempts: sweep.attempts, now: moment) {
            case .again(let next, let countsAttempt): (next, countsAttempt)
            // A sweep repairs everything else, so it never becomes a dead letter.
            case .deadLetter: (moment + .seconds(3_600), true)
            }
        try await uncancelled {
            try await store.write {
                try Sweeps.release(
                    sweep.id, lease: lease, failure: failure.name, countsAttempt: counts, dueAt: dueAt, in: $0)
            }
        }
    }
}
