import Matters
import Records
import Storage
import TestPractice
import Testing

@Suite struct `A database of an earlier version` {
    private static let before = MigrationSet(
        name: "portal", migrations: Array(PortalSchema.migrations.migrations.prefix(4)))

    @Test func `asks once for the facts of its matters that it lacks, and their arrival is no news`() async throws {
        try await SyncHarness.run(schema: Self.before) { bench in
            let store = bench.store
            try await store.write(Self.importOneMatter)
            bench.practice.put("1") { snapshot in
                snapshot.details?.related = ["2"]
                snapshot.tasks = [
                    MatterTask(
                        ref: "t", name: "Order searches", status: "Incomplete", isDone: false, priority: nil,
                        assignee: nil,
                        dueOn: nil, completedOn: nil)
                ]
            }
            try await store.migrate(PortalSchema.migrations)
            try await bench.settle()
            let matter = try #require(try await bench.matter("1"))
            #expect(matter.tasks.count == 1 && matter.details.related == ["2"])
            let log = try await bench.log()
            #expect(log == [])
            let sweeps = try await store.read { try $0.row("SELECT count(*) FROM sweeps", [])?.int(0) }
            try await store.migrate(PortalSchema.migrations)
            let after = try await store.read { try $0.row("SELECT count(*) FROM sweeps", [])?.int(0) }
            #expect(sweeps == 2 && after == 2)
        }
    }

    @Sendable private static func importOneMatter(_ transaction: any Writing) throws {
        try transaction.run(
            """
            INSERT INTO matters (firm_id, matter_id, source_id, system, source_ref, reference, name, type_ref,
                type_name, system_status, step_ref, step_name, is_deleted, updated_at, shown_updated_at, as_at, swept)
            VALUES ('f', 'm', 's', 'actionstep', '1', 'R1', 'Matter 1', '33', 'Purchase', 'Active', '33--1',
                'Instructions', 0, 1, 1, 1, 0)
            """)
        try transaction.run(
            """
            INSERT INTO sweeps (firm_id, source_id, reason, facets, next_page, matters_done, matters_total,
                requested_at, finished_at, due_at, attempts, lease_until)
            VALUES ('f', 's', 'import', 31, 2, 1, 1, 1, 2, 1, 0, 0)
            """)
    }
}
