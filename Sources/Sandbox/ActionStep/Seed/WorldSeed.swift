import Matters
import Storage

/// Fills an empty world from a seed.
struct WorldSeed: Sendable {
    static let mattersInOneTransaction = 250
    static let mattersMax = 100_000

    let seed: UInt64
    let matters: Int
    let now: Instant

    private var today: CalendarDate {
        let local = now.milliseconds + Int64(Presentation.offsetMinutes) * 60_000
        return CalendarDate(daysSinceEpoch: local / 86_400_000)
    }

    /// Starts anew when an earlier seeding was cut off: whatever stands is wiped first.
    func write(to store: any Store) async throws {
        let start = now.milliseconds - 400 * 86_400_000
        try await store.write { transaction in
            for resource in Catalogue.all {
                try transaction.run("DELETE FROM \(resource.table) WHERE firm_id = $1", [WorldTables.firm])
            }
            for record in FirmSetUp.records + FirmPeople.records(at: start) {
                try WorldTables.insert(record, in: transaction)
            }
        }
        for first in stride(from: 1, through: matters, by: Self.mattersInOneTransaction) {
            let places = first...min(first + Self.mattersInOneTransaction - 1, matters)
            try await store.write { try write(places, in: $0) }
        }
        try await store.write { try setLastIDs(in: $0) }
    }

    private func write(_ places: ClosedRange<Int>, in transaction: any Writing) throws {
        for place in places {
            var matter = MatterSeed(place: place, of: matters, seed: seed, today: today)
            for record in matter.records() { try WorldTables.insert(record, in: transaction) }
        }
    }

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
        for (resource, id) in ids { try WorldTables.setLastID(resource, to: id, in: transaction) }
    }
}
