import Matters
import SandboxKit
import Storage

/// Seeds the firm and its matters. Each batch of matters is generated while the previous one is written.
struct ActionStepSeed: Sendable {
    static let mattersMax = 100_000

    let seed: UInt64
    let matters: Int
    /// The first start of the sandbox; seeded dates are relative to it.
    let begunAt: Instant
    var mattersInOneTransaction = 250

    /// Writes the matters that are missing; a seeding that was cut off continues after the last matter it committed.
    /// - Parameters:
    ///   - made: the number of matters that were committed before.
    ///   - keep: called with the new number in the transaction that writes the batch.
    ///   - tell: called with the new number after the commit.
    func write(
        to store: any Store, after made: Int, keep: @escaping @Sendable (Int, any Writing) throws -> Void,
        tell: @Sendable (Int) -> Void
    ) async throws {
        try await store.write { try setLastIDs(in: $0) }
        let insert = BulkInsert()
        var numbers = batch(after: made)
        var steps = await steps(numbers, insert, with: made == 0 ? firm : [])
        while let last = numbers.last {
            let next = batch(after: last)
            async let following = self.steps(next, insert)
            let ready = steps
            try await store.write { transaction in
                for step in ready { try transaction.run(step.sql, step.values) }
                try keep(last, transaction)
            }
            tell(last)
            numbers = next
            steps = await following
        }
    }

    private func batch(after made: Int) -> Range<Int> {
        made + 1..<min(made + mattersInOneTransaction, matters) + 1
    }

    private func steps(
        _ numbers: Range<Int>, _ insert: BulkInsert, with others: [ActionStepRecord] = []
    ) async -> [BulkInsert.Step] {
        let today = Presentation.date(of: begunAt)
        let records = numbers.flatMap { number in
            var matter = MatterSeed(matterNumber: number, of: matters, seed: seed, today: today)
            return matter.records()
        }
        return insert.steps(others + records)
    }

    private var firm: [ActionStepRecord] {
        FirmSetUp.records + FirmPeople.records(at: begunAt.milliseconds - 400 * 86_400_000)
    }

    /// Reserves the ids of all matters to be seeded.
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
