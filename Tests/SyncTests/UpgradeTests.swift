import Matters
import Records
import Storage
import TestPractice
import Testing

@Suite struct `A database of an earlier version` {
    private static func schema(upTo number: Int) -> MigrationSet {
        MigrationSet(name: "portal", migrations: Array(PortalSchema.migrations.migrations.prefix(number)))
    }

    private static let source = """
        INSERT INTO sources (firm_id, source_id, system, api_endpoint, credentials, hook_token, hook_token_hash,
            connected_at)
        VALUES ('f', 's', 'actionstep', 'http://127.0.0.1/', $1, $1, 'hash', 1)
        """

    @Test func `asks once for the facts of its matters that it lacks, and their arrival is no news`() async throws {
        try await SyncHarness.run(schema: Self.schema(upTo: 4), connects: false) { bench in
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
            try await bench.connect()
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

    @Test func `keeps its dead letters and what it has received of each hook`() async throws {
        try await SyncHarness.run(schema: Self.schema(upTo: 7), connects: false) { bench in
            try await bench.store.write { transaction in
                for statement in [
                    """
                    INSERT INTO inbox (firm_id, source_id, event, body, body_bytes, received_at, state, reason, sorted_at)
                    VALUES ('f', 's', 'e', $1, 1, 1, 3, 'notJSON', 1)
                    """, Self.source,
                ] { try transaction.run(statement, [.blob([1])]) }
                for statement in [
                    """
                    INSERT INTO dirty_matters (firm_id, source_id, matter_ref, facets, leased_facets, rank, marked_at,
                        due_at, attempts, lease_until, parked)
                    VALUES ('f', 's', '1', 1, 0, 0, 1, 1, 8, 0, 1), ('f', 's', '2', 1, 0, 0, 1, 1, 0, 0, 0)
                    """,
                    """
                    INSERT INTO hooks (firm_id, source_id, hook_ref, event, registered_at, heard_up_to, looked_count,
                        looked_at)
                    VALUES ('f', 's', '9', 'StepChanged', 1, 4, 7, 5)
                    """,
                    "INSERT INTO heard_notices (firm_id, source_id, hook_ref, trigger_count) VALUES ('f', 's', '9', 6)",
                ] { try transaction.run(statement) }
            }
            try await bench.store.migrate(PortalSchema.migrations)
            let (reasons, states, trackers) = try await bench.store.read { reading in
                (
                    try Inbox.deadLetterReasons(firmID: "f", in: reading),
                    try [DirtyMatters.State.deadLettered, .queued].map {
                        try DirtyMatters.count($0, firmID: "f", in: reading)
                    },
                    try HookSequences.all(source: bench.key, in: reading)
                )
            }
            #expect(reasons == ["notJSON": 1])
            #expect(states == [1, 1])
            let tracker = SequenceTracker(
                receivedUpTo: 4, receivedBeyond: [6], reportedCount: 7, reportedAt: Instant(milliseconds: 5))
            #expect(trackers == ["9": tracker])
        }
    }

    @Sendable private static func importOneMatter(_ transaction: any Writing) throws {
        try transaction.run(source, [.blob([1])])
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
