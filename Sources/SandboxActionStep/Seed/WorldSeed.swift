import Matters
import SandboxKit
import Storage

/// Fills an empty world from a seed. Each batch of matters is made while the one before it is written.
struct WorldSeed: Sendable {
    static let mattersMax = 100_000

    let seed: UInt64
    let matters: Int
    /// When the world began: what its dates hang on.
    let begunAt: Instant
    var mattersInOneTransaction = 250

    private var today: CalendarDate {
        let local = begunAt.milliseconds + Int64(Presentation.offsetMinutes) * 60_000
        return CalendarDate(daysSinceEpoch: local / 86_400_000)
    }

    /// Writes what is missing: a seeding that was cut off goes on after the last matter that it kept.
    /// - Parameters:
    ///   - made: how many matters stand.
    ///   - keep: called with the new number in the transaction that writes them.
    ///   - tell: called with it once that transaction stands.
    func write(
        to store: any Store, after made: Int, keep: @escaping @Sendable (Int, any Writing) throws -> Void,
        tell: @Sendable (Int) -> Void
    ) async throws {
        try await store.write { try setLastIDs(in: $0) }
        let insert = BulkInsert()
        var places = batch(after: made)
        var steps = await steps(places, insert, with: made == 0 ? firm : [])
        while let last = places.last {
            let next = batch(after: last)
            async let following = self.steps(next, insert)
            let ready = steps
            try await store.write { transaction in
                for step in ready { try transaction.run(step.sql, step.values) }
                try keep(last, transaction)
            }
            tell(last)
            (places, steps) = (next, await following)
        }
    }

    private func batch(after made: Int) -> Range<Int> {
        made + 1..<min(made + mattersInOneTransaction, matters) + 1
    }

    private func steps(
        _ places: Range<Int>, _ insert: BulkInsert, with others: [Record] = []
    ) async -> [BulkInsert.Step] {
        let records = places.flatMap { place in
            var matter = MatterSeed(place: place, of: matters, seed: seed, today: today)
            return matter.records()
        }
        return insert.steps(others + records)
    }

    private var firm: [Record] {
        FirmSetUp.records + FirmPeople.records(at: begunAt.milliseconds - 400 * 86_400_000)
    }

    /// Beyond those of all matters that there will be.
    private func setLastIDs(in transaction: any Writing) throws {
        let last = matters + 1
        let ids: [(Resource, Int64)] = [
            (Catalogue.actions, SeedIDs.action(last)), (Catalogue.participants, SeedIDs.client(last, 0)),
            (Catalogue.fileNotes, Int64(last * SeedIDs.notesOfMatterMax)),
            (Catalogue.documents, Int64(last * SeedIDs.documentsOfMatterMax)),
            (Catalogue.collectionRecords, Int64(last * SeedIDs.recordsOfMatterMax)),
            (Catalogue.folders, Int64(last * SeedIDs.foldersOfMatterMax)),
            (Catalogue.tasks, Int64(last * SeedIDs.tasksOfMatterMax)),
            (Catalogue.timeEntries, Int64(last * SeedIDs.timeEntriesOfMatterMax)),
            (Catalogue.disbursements, Int64(last * SeedIDs.disbursementsOfMatterMax)),
            (Catalogue.tags, Int64(FirmSetUp.tagNames.count)),
        ]
        for (resource, id) in ids { try IDSequence.setLast(resource.name, to: id, in: transaction) }
    }
}
