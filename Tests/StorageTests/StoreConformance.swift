import Storage
import TestStore
import Testing

/// The contract of `Store`, for every engine. Each case gets its own database.
@Suite struct `Every store` {
    static let engines = TestStore.Engine.allCases

    private static let tables = MigrationSet(
        name: "conformance",
        migrations: [
            Migration(1, "rows") { dialect in
                [
                    """
                    CREATE TABLE entries (id \(dialect.identityColumn), firm_id TEXT NOT NULL, name TEXT NOT NULL,
                        amount BIGINT, bytes \(dialect.bytesColumn), UNIQUE (firm_id, name))
                    """
                ]
            }
        ])

    private func with(_ engine: TestStore.Engine, _ body: (any Store) async throws -> Void) async throws {
        try await engine.run { store in
            try await store.migrate(Self.tables)
            try await body(store)
        }
    }

    private static func insert(_ name: String, amount: Int64? = nil, in transaction: any Writing) throws {
        try transaction.run(
            "INSERT INTO entries (firm_id, name, amount) VALUES ($1, $2, $3)", ["f", .text(name), SQLValue(amount)])
    }

    private static func names(in reading: any Reading) throws -> [String] {
        try reading.rows("SELECT name FROM entries ORDER BY name").map { $0.text(0) }
    }

    @Test(arguments: engines)
    func `values are read back as they were written`(engine: TestStore.Engine) async throws {
        try await with(engine) { store in
            let row = try await store.write { transaction in
                try transaction.row(
                    """
                    INSERT INTO entries (firm_id, name, amount, bytes) VALUES ($3, $1, $2, $4)
                    RETURNING name, amount, bytes, firm_id
                    """, ["né'$1", .integer(.min), "f", .blob([0, 255, 39])])
            }
            #expect(row?.text(0) == "né'$1")
            #expect(row?.integer(1) == .min)
            #expect(row?.blob(2) == [0, 255, 39])
            let empty = try await store.read { try $0.row("SELECT amount FROM entries WHERE name = ''", []) }
            #expect(empty == nil)
        }
    }

    @Test(arguments: engines)
    func `empty texts and bytes are not null`(engine: TestStore.Engine) async throws {
        try await with(engine) { store in
            let row = try await store.write { transaction in
                try transaction.row(
                    "INSERT INTO entries (firm_id, name, bytes) VALUES ($1, $2, $3) RETURNING name, bytes, amount",
                    ["f", "", .blob([])])
            }
            #expect(row?.values == ["", .blob([]), .null])
        }
    }

    @Test(arguments: engines)
    func `a statement refuses fewer values than it names`(engine: TestStore.Engine) async throws {
        try await with(engine) { store in
            await #expect(throws: StoreError.self) {
                try await store.write { try $0.run("INSERT INTO entries (firm_id, name) VALUES ($1, $2)", ["f"]) }
            }
        }
    }

    @Test(arguments: engines)
    func `a transaction that throws leaves nothing behind`(engine: TestStore.Engine) async throws {
        struct Halt: Error {}
        try await with(engine) { store in
            await #expect(throws: Halt.self) {
                try await store.write { transaction in
                    try Self.insert("a", in: transaction)
                    throw Halt()
                }
            }
            let found = try await store.read { try Self.names(in: $0) }
            #expect(found.isEmpty)
        }
    }

    @Test(arguments: engines)
    func `a duplicate key is reported as such`(engine: TestStore.Engine) async throws {
        try await with(engine) { store in
            try await store.write { try Self.insert("a", in: $0) }
            let error = await #expect(throws: StoreError.self) {
                try await store.write { try Self.insert("a", in: $0) }
            }
            guard case .duplicate = error else {
                Issue.record("expected duplicate, got \(String(describing: error))")
                return
            }
        }
    }

    @Test(arguments: engines)
    func `a wrong statement is reported as refused`(engine: TestStore.Engine) async throws {
        try await with(engine) { store in
            let error = await #expect(throws: StoreError.self) {
                try await store.read { try $0.rows("SELECT nothing FROM nowhere") }
            }
            guard case .refused = error else {
                Issue.record("expected refused, got \(String(describing: error))")
                return
            }
        }
    }

    @Test(arguments: engines)
    func `a statement returns how many rows it changed`(engine: TestStore.Engine) async throws {
        try await with(engine) { store in
            let counts = try await store.write { transaction in
                for name in ["a", "b", "c"] { try Self.insert(name, in: transaction) }
                return [
                    try transaction.run("UPDATE entries SET amount = 1 WHERE name < $1", ["c"]),
                    try transaction.run("DELETE FROM entries WHERE name = $1", ["nobody"]),
                ]
            }
            #expect(counts == [2, 0])
        }
    }

    @Test(arguments: engines)
    func `migrations run once and a newer schema is refused`(engine: TestStore.Engine) async throws {
        try await with(engine) { store in
            try await store.migrate(Self.tables)
            let emptier = MigrationSet(name: "conformance", migrations: [])
            await #expect(throws: StoreError.schemaTooNew(set: "conformance", found: 1, known: 0)) {
                try await store.migrate(emptier)
            }
        }
    }

    @Test(arguments: engines)
    func `a migration that fails half-way leaves the schema as it was`(engine: TestStore.Engine) async throws {
        try await with(engine) { store in
            let broken = MigrationSet(
                name: "broken",
                migrations: [
                    Migration(1, "breaks") { _ in ["CREATE TABLE half (id BIGINT)", "CREATE NONSENSE"] }
                ])
            await #expect(throws: StoreError.self) { try await store.migrate(broken) }
            await #expect(throws: StoreError.self) { try await store.read { try $0.rows("SELECT id FROM half") } }
        }
    }

    @Test(arguments: engines)
    func `a channel is notified after the commit that named it, and not after a rollback`(
        engine: TestStore.Engine
    ) async throws {
        struct Halt: Error {}
        try await with(engine) { store in
            let channel = Channel("entries")
            var notifications = store.listen(to: channel).makeAsyncIterator()
            _ = try? await store.write { transaction in
                transaction.notify(channel)
                throw Halt()
            }
            try await store.write { transaction in
                try Self.insert("a", in: transaction)
                transaction.notify(channel)
            }
            await notifications.next()
            let found = try await store.read { try Self.names(in: $0) }
            #expect(found == ["a"])
        }
    }

    @Test(arguments: engines)
    func `writers at the same time lose nothing`(engine: TestStore.Engine) async throws {
        try await with(engine) { store in
            try await store.write { try Self.insert("n", amount: 0, in: $0) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<16 {
                    group.addTask {
                        for _ in 0..<10 {
                            try await store.write {
                                _ = try $0.run("UPDATE entries SET amount = amount + 1 WHERE name = 'n'")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let amount = try await store.read { try $0.row("SELECT amount FROM entries", [])?.integer(0) }
            #expect(amount == 160)
        }
    }

    @Test(arguments: engines)
    func `a cancelled write is rolled back and throws, an uncancelled one commits`(
        engine: TestStore.Engine
    ) async throws {
        try await with(engine) { store in
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                await #expect(throws: StoreError.cancelled) {
                    try await store.write { try Self.insert("lost", in: $0) }
                }
                try await uncancelled { try await store.write { try Self.insert("kept", in: $0) } }
            }
            try await task.value
            let found = try await store.read { try Self.names(in: $0) }
            #expect(found == ["kept"])
        }
    }

    @Test(arguments: engines)
    func `every call throws after close`(engine: TestStore.Engine) async throws {
        try await with(engine) { store in
            await store.close()
            await #expect(throws: StoreError.closed) { try await store.read { try Self.names(in: $0) } }
            await #expect(throws: StoreError.closed) { try await store.write { try Self.insert("a", in: $0) } }
        }
    }
}
