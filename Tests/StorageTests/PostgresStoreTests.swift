import LocalPostgres
import Storage
import Testing

@testable import StoragePostgres

@Suite struct `The PostgreSQL store` {
    private func open(
        _ settings: PostgresSettings, _ ownership: StoreOwnership = .server
    ) async throws -> PostgresStore {
        try await PostgresStore(settings, ownership: ownership, clock: ContinuousClock()) { 0 }
    }

    @Test func `describes that every commit is synced`() async throws {
        let store = try await open(try await LocalPostgres.freshSchema())
        #expect(store.engineDescription.hasSuffix("fsync=on, synchronous_commit=on"))
        await store.close()
    }

    @Test func `does not let a role's default weaken the commits`() async throws {
        let settings = try await LocalPostgres.freshSchema(options: "-csynchronous_commit%3Doff")
        let store = try await open(settings)
        #expect(store.engineDescription.hasSuffix("synchronous_commit=on"))
        await store.close()
    }

    @Test func `notifies of the commits of another process`() async throws {
        let settings = try await LocalPostgres.freshSchema()
        let store = try await open(settings)
        let other = try await open(settings, .command)
        var notifications = store.listen(to: Channel("any")).makeAsyncIterator()
        try await other.write { $0.notify(Channel("any")) }
        await notifications.next()
        await other.close()
        await store.close()
    }

    @Test func `sends outstanding notifications before it closes`() async throws {
        let settings = try await LocalPostgres.freshSchema()
        let store = try await open(settings)
        let other = try await open(settings, .command)
        var notifications = store.listen(to: Channel("any")).makeAsyncIterator()
        try await other.write { $0.notify(Channel("any")) }
        await other.close()
        await notifications.next()
        await store.close()
    }

    @Test func `knows whether it is the only server, and does not count commands`() async throws {
        let settings = try await LocalPostgres.freshSchema()
        let command = try await open(settings, .command)
        let first = try await open(settings)
        let second = try await open(settings)
        #expect([command.isOnlyServer, first.isOnlyServer, second.isOnlyServer] == [false, true, false])
        await first.close()
        await second.close()
        let third = try await open(settings)
        #expect(third.isOnlyServer)
        await third.close()
        await command.close()
    }

    @Test func `continues after the server has closed every connection`() async throws {
        let settings = try await LocalPostgres.freshSchema()
        let store = try await open(settings)
        try await store.write { _ = try $0.run("CREATE TABLE t (n BIGINT)") }
        for number in 1...3 {
            try await cutConnections(of: settings)
            try await store.write { _ = try $0.run("INSERT INTO t (n) VALUES ($1)", [SQLValue(number)]) }
            let count = try await store.read { try $0.row("SELECT count(*) FROM t", [])?.int(0) }
            #expect(count == number)
        }
        await store.close()
    }

    @Test func `notifies all channels after its listening connection was lost`() async throws {
        let settings = try await LocalPostgres.freshSchema()
        let store = try await open(settings)
        var notifications = store.listen(to: Channel("any")).makeAsyncIterator()
        try await cutConnections(of: settings)
        await notifications.next()
        await store.close()
    }

    /// As a restart of the server does, for one schema: the tests beside it go on.
    private func cutConnections(of settings: PostgresSettings) async throws {
        let connection = try await PostgresConnection.open(settings)
        try await connection.run { connection in
            _ = try connection.query(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE pid <> pg_backend_pid() AND application_name = current_schema()
                """, [])
        }
    }

    @Test(arguments: [
        ("0::numeric", 0), ("1::numeric", 1), ("-1::numeric", -1), ("9999::numeric", 9_999),
        ("10000::numeric", 10_000), ("123456789012::numeric", 123_456_789_012), ("-50000000::numeric", -50_000_000),
        ("1.4999::numeric", 1), ("1.5::numeric", 2), ("0.00001::numeric", 0), ("100000000::numeric", 100_000_000),
        ("9223372036854775807::numeric", Int64.max), ("7::smallint", 7), ("70000::integer", 70_000), ("true", 1),
        ("1 > 2", 0),
    ])
    func `reads every kind of number`(expression: String, number: Int64) async throws {
        let store = try await open(try await LocalPostgres.freshSchema())
        let found = try await store.read { try $0.row("SELECT \(expression)", [])?.integer(0) }
        #expect(found == number)
        await store.close()
    }

    @Test func `one statement for many rows applies all or none, and the connection stays usable`() async throws {
        let store = try await open(try await LocalPostgres.freshSchema())
        try await store.write { _ = try $0.run("CREATE TABLE t (n BIGINT PRIMARY KEY)") }
        let rows = (1...1_000).map { [SQLValue($0)] }
        let count = try await store.write { try $0.run("INSERT INTO t (n) VALUES ($1)", each: rows) }
        #expect(count == 1_000)
        let again = [[SQLValue(2_000)], [SQLValue(7)], [SQLValue(2_001)]]
        await #expect(throws: StoreError.self) {
            try await store.write { try $0.run("INSERT INTO t (n) VALUES ($1)", each: again) }
        }
        let left = try await store.read { try $0.row("SELECT count(*), max(n) FROM t", []) }
        #expect(left?.int(0) == 1_000)
        #expect(left?.int(1) == 1_000)
        await store.close()
    }

    @Test func `a transaction that goes on after a failed statement is not reported as committed`() async throws {
        let store = try await open(try await LocalPostgres.freshSchema())
        try await store.write { _ = try $0.run("CREATE TABLE t (n BIGINT PRIMARY KEY)") }
        await #expect(throws: StoreError.refused("a statement failed, and the transaction went on")) {
            try await store.write { transaction in
                _ = try transaction.run("INSERT INTO t (n) VALUES (1)")
                _ = try? transaction.run("INSERT INTO t (n) VALUES (1)")
            }
        }
        let count = try await store.read { try $0.row("SELECT count(*) FROM t", [])?.int(0) }
        #expect(count == 0)
        await store.close()
    }

    @Test func `the number of prepared statements is bounded`() async throws {
        let store = try await open(try await LocalPostgres.freshSchema())
        let counts = try await store.read { reading in
            try (1...PostgresConnection.statementsMax + 3).map { length in
                let marks = (1...length).map { "$\($0)" }.joined(separator: ", ")
                let values = (1...length).map { SQLValue($0) }
                return try reading.row("SELECT array_length(ARRAY[\(marks)], 1)", values)?.int(0)
            }
        }
        #expect(counts == (1...PostgresConnection.statementsMax + 3).map { $0 })
        let prepared = try await store.read { try $0.row("SELECT count(*) FROM pg_prepared_statements", [])?.int(0) }
        #expect((prepared ?? 0) <= PostgresConnection.statementsMax)
        await store.close()
    }

    @Test func `the error for a missing server names it, without the password`() async throws {
        let settings = PostgresSettings(connectionString: "postgres://kim:hunter2@127.0.0.1:1/nothing")
        let error = await #expect(throws: StoreError.self) { try await open(settings) }
        guard case .unavailable(let why) = error else {
            Issue.record("expected unavailable, got \(String(describing: error))")
            return
        }
        #expect(why.contains("127.0.0.1"))
        #expect(!why.contains("hunter2"))
    }

    @Test func `writers with the same advisory lock exclude each other`() async throws {
        let store = try await open(try await LocalPostgres.freshSchema())
        try await store.write { transaction in
            _ = try transaction.run("CREATE TABLE t (name TEXT PRIMARY KEY, n BIGINT NOT NULL)")
            _ = try transaction.run("INSERT INTO t (name, n) VALUES ('a', 0), ('b', 0)")
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<6 {
                let name = worker.isMultiple(of: 2) ? "a" : "b"
                group.addTask {
                    for _ in 0..<10 {
                        try await store.write { transaction in
                            try transaction.takeAdvisoryLock(name)
                            let read = try transaction.row("SELECT n FROM t WHERE name = $1", [.text(name)])
                            _ = try transaction.run(
                                "UPDATE t SET n = $2 WHERE name = $1",
                                [.text(name), .integer((read?.integer(0) ?? 0) + 1)])
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let sums = try await store.read { try $0.rows("SELECT n FROM t").map { $0.integer(0) } }
        #expect(sums == [30, 30])
        await store.close()
    }
}
