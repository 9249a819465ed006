import Matters
import Records
import Storage

/// Endpoints with months of deliveries, written by the database itself.
struct BusyOutbox: Sendable {
    let endpoints: Int
    let finished: Int
    let unfinished: Int

    static let onServer = BusyOutbox(endpoints: 5_000, finished: 500_000, unfinished: 50_000)
    static let embedded = BusyOutbox(endpoints: 200, finished: 5_000, unfinished: 1_000)

    func write(to store: any Store) async throws {
        try await store.migrate(DeliverySchema.migrations)
        try await store.write { transaction in
            for statement in statements { try transaction.run(statement) }
            try transaction.run(secrets, [.blob([1])])
            try transaction.run(
                deliveries(finished, state: DeliveryState.delivered.sql, isFinished: true), [.blob([1])])
            try transaction.run(
                deliveries(unfinished, state: unfinishedState, isFinished: false), [.blob([1])])
        }
        try await store.write { if $0.dialect == .postgres { try $0.run("ANALYZE") } }
    }

    private var statements: [String] {
        [
            "CREATE TABLE numbers (n BIGINT PRIMARY KEY)",
            """
            WITH RECURSIVE up (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < \(finished))
            INSERT INTO numbers (n) SELECT n FROM up
            """,
            """
            INSERT INTO subscriptions (firm_id, contract, target_url, status, triggered_count, owner, created_at, due_at,
                failing_since)
            SELECT 'f', 'standard', 'https://x.example/' || n, \(SubscriptionStatus.active.sql), 0, 'o' || n, 0, n,
                CASE WHEN n % 10 = 0 THEN 1 ELSE NULL END
            FROM numbers WHERE n <= \(endpoints)
            """,
            """
            INSERT INTO subscription_events (firm_id, contract, event, subscription_id, position)
            SELECT 'f', 'standard', CASE WHEN n % (\(endpoints) / 5) = 0 THEN 'note.published' ELSE 'party.added' END, n, 0
            FROM numbers WHERE n <= \(endpoints)
            """,
            """
            INSERT INTO events (firm_id, contract, type, resource_type, resource_id, at)
            SELECT 'f', 'standard', 'note.published', 'note', CAST(n AS TEXT), n FROM numbers
            """,
            """
            INSERT INTO attempts (firm_id, delivery_id, number, started_at, duration_ms, status)
            SELECT 'f', n, 1, 1, 1, 200 FROM numbers
            """,
            """
            INSERT INTO gathering_windows (firm_id, subscription_id, event, resource_type, resource_id, ordering_key,
                opened_at, last_change_at, closes_at)
            SELECT 'f', n, 'matter.updated', 'matter', '1', '1', n, n, n FROM numbers WHERE n <= \(endpoints)
            """,
            """
            INSERT INTO resends (firm_id, subscription_id, selection, from_at, to_at, position, last_id, total, done,
                created_at, finished_at)
            SELECT 'f', n, 'all', 0, 1, 1, 1, 1, 1, 1, 1 FROM numbers WHERE n <= \(endpoints)
            """,
        ]
    }

    /// By turns the first of its queue and one behind it.
    private var unfinishedState: String {
        "CASE WHEN (n / \(endpoints)) % 2 = 0 THEN \(DeliveryState.waiting.sql) ELSE \(DeliveryState.queued.sql) END"
    }

    private var secrets: String {
        """
        INSERT INTO subscription_secrets (firm_id, subscription_id, number, sealed, created_at)
        SELECT 'f', n, 1, $1, 0 FROM numbers WHERE n <= \(endpoints)
        """
    }

    private func deliveries(_ count: Int, state: String, isFinished: Bool) -> String {
        """
        INSERT INTO deliveries (firm_id, subscription_id, event_id, ordering_key, body, state, attempts, due_at,
            lease_token, lease_until, created_at, finished_at)
        SELECT 'f', 1 + n % \(endpoints), n, CAST(n AS TEXT), $1, \(state), 0, n,
            CASE WHEN \(isFinished ? "1 = 0" : "n % 100 = 0") THEN 't' ELSE NULL END, n, n,
            \(isFinished ? "n" : "NULL")
        FROM numbers WHERE n <= \(count)
        """
    }
}
