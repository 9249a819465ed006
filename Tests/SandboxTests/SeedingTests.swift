import LocalServer
import Logging
import Matters
import Storage
import StorageSQLite
import Synchronization
import Testing

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `The making of a world` {
    private struct CutOff: Error {}
    private let seed = WorldSeed(seed: 7, matters: 12, begunAt: Fixture.now, mattersInOneTransaction: 5)

    private func store(_ folder: TemporaryFolder) async throws -> SQLiteStore {
        let store = try SQLiteStore(path: folder.path + "/sandbox.db", ownership: .server) { 0 }
        try await store.migrate(SandboxSchema.migrations)
        try await store.migrate(WorldSchema.migrations)
        return store
    }

    private func contents(_ store: SQLiteStore) async throws -> [String: [[SQLValue]]] {
        try await store.read { reading in
            try Dictionary(
                uniqueKeysWithValues: Catalogue.all.map { resource in
                    let rows = try reading.rows("SELECT * FROM \(resource.table) ORDER BY id", [])
                    return (resource.name, rows.map(\.values))
                })
        }
    }

    @Test func `goes on where it was cut off, and comes to the same world`() async throws {
        let folders = [try TemporaryFolder("seeding"), try TemporaryFolder("seeding")]
        defer { for folder in folders { folder.remove() } }
        let (whole, cut) = (try await store(folders[0]), try await store(folders[1]))
        let told = Mutex<[Int]>([])
        try await seed.write(
            to: whole, after: 0, keep: { _, _ in }, tell: { made in told.withLock { $0.append(made) } })
        #expect(told.withLock { $0 } == [5, 10, 12])
        await #expect(throws: CutOff.self) {
            try await seed.write(
                to: cut, after: 0, keep: { made, _ in if made == 10 { throw CutOff() } }, tell: { _ in })
        }
        try await seed.write(to: cut, after: 5, keep: { _, _ in }, tell: { _ in })
        let contents = try await contents(whole)
        #expect(try await self.contents(cut) == contents)
        #expect(contents["actions"]?.count == 12)
        #expect(contents["datacollectionrecordvalues"]?.count ?? 0 > BulkInsert.valuesInStatement / 8 * 2)
    }

    @Test func `writes every row it makes, many at once or alone`() async throws {
        let folder = try TemporaryFolder("seeding")
        defer { folder.remove() }
        let store = try await store(folder)
        var matter = MatterSeed(place: 3, of: 3, seed: 7, today: CalendarDate(year: 2026, month: 5, day: 4))
        let records = matter.records()
        let steps = BulkInsert().steps(records)
        #expect(steps.allSatisfy { $0.values.count <= BulkInsert.valuesInStatement + 1 })
        try await store.write { for step in steps { try $0.run(step.sql, step.values) } }
        for (name, made) in Dictionary(grouping: records, by: \.resource.name) {
            let resource = try #require(Catalogue.resource(name))
            let kept = try await store.read { try WorldTables.select(resource, where: "1 = 1", [], in: $0) }
            #expect(Set(kept.map(\.values)) == Set(made.map(\.values)))
        }
    }

    @Test func `is that which was begun, whatever a later start asks for`() async throws {
        let folder = try TemporaryFolder("seeding")
        defer { folder.remove() }
        let store = try await store(folder)
        let begun = SandboxSettings(
            clientID: "c", clientSecret: "s", seed: 7, matters: 3, begunAt: Fixture.now, mattersMade: 0, port: nil)
        try await store.write { try begun.save(in: $0) }
        for _ in 1...2 {
            _ = try await SandboxApplication(
                .init(folder: folder.path, port: 0, matters: 9, seed: 8), store: store, clock: { Fixture.now },
                schedule: ScheduleClock(base: { Fixture.now }), outbox: Fixture.outbox, sealer: Fixture.sealer,
                random: { Array(repeating: 7, count: $0) },
                logger: Logger(label: "test"), ready: { _ in })
            let count = try await store.read { try WorldTables.count(Catalogue.actions, in: $0) }
            #expect(count == 3)
            let kept = try await store.read { try SandboxSettings.load(in: $0) }
            #expect(kept?.mattersMade == 3)
        }
    }
}
