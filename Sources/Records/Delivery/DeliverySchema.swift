package import Storage

/// The tables of the outbound webhooks; the sandbox keeps the same ones in its own database. Every moment is
/// milliseconds since the epoch.
package enum DeliverySchema {
    package static let migrations = MigrationSet(
        name: "delivery",
        migrations: [Migration(1, "subscriptions, events, deliveries and attempts") { tables($0) + indexes }])

    private static func tables(_ dialect: Dialect) -> [String] {
        [
            """
            CREATE TABLE subscriptions (
                subscription_id \(dialect.identityColumn), firm_id TEXT NOT NULL, contract TEXT NOT NULL,
                target_url TEXT NOT NULL, status TEXT NOT NULL, triggered_count BIGINT NOT NULL,
                last_triggered_at BIGINT, owner TEXT NOT NULL, created_at BIGINT NOT NULL, ended_at BIGINT)
            """,
            """
            CREATE TABLE subscription_events (
                firm_id TEXT NOT NULL, contract TEXT NOT NULL, event TEXT NOT NULL, subscription_id BIGINT NOT NULL,
                position BIGINT NOT NULL, PRIMARY KEY (firm_id, contract, event, subscription_id))
            """,
            """
            CREATE TABLE events (
                event_id \(dialect.identityColumn), firm_id TEXT NOT NULL, contract TEXT NOT NULL, type TEXT NOT NULL,
                resource_type TEXT NOT NULL, resource_id TEXT NOT NULL, at BIGINT NOT NULL)
            """,
            """
            CREATE TABLE deliveries (
                delivery_id \(dialect.identityColumn), firm_id TEXT NOT NULL, subscription_id BIGINT NOT NULL,
                event_id BIGINT NOT NULL, ordering_key TEXT NOT NULL, body \(dialect.bytesColumn) NOT NULL,
                state BIGINT NOT NULL, attempts BIGINT NOT NULL, due_at BIGINT NOT NULL, lease_token TEXT,
                lease_until BIGINT NOT NULL, failure TEXT, created_at BIGINT NOT NULL, finished_at BIGINT)
            """,
            """
            CREATE TABLE attempts (
                firm_id TEXT NOT NULL, delivery_id BIGINT NOT NULL, number BIGINT NOT NULL,
                started_at BIGINT NOT NULL, duration_ms BIGINT NOT NULL, status BIGINT, failure TEXT,
                answer \(dialect.bytesColumn), PRIMARY KEY (firm_id, delivery_id, number))
            """,
        ]
    }

    /// Only what is unfinished is indexed for the dispatcher, so a long history slows nothing down.
    private static let indexes = [
        "CREATE INDEX subscriptions_by_contract ON subscriptions (firm_id, contract, subscription_id)",
        "CREATE INDEX subscription_events_of ON subscription_events (firm_id, subscription_id, position)",
        "CREATE INDEX deliveries_waiting ON deliveries (firm_id, subscription_id, delivery_id) WHERE state = 0",
        "CREATE INDEX deliveries_due ON deliveries (firm_id, due_at) WHERE state = 0",
        "CREATE INDEX deliveries_leased ON deliveries (firm_id, lease_until) WHERE lease_token IS NOT NULL",
        """
        CREATE INDEX deliveries_unfinished ON deliveries (firm_id, subscription_id, ordering_key, delivery_id)
        WHERE finished_at IS NULL
        """,
        "CREATE INDEX deliveries_of ON deliveries (firm_id, subscription_id, delivery_id)",
        "CREATE INDEX deliveries_finished ON deliveries (firm_id, finished_at) WHERE finished_at IS NOT NULL",
    ]
}

extension Channel {
    /// There may be something to deliver: an event was published, or the time that schedules follow was moved.
    package static let deliveries = Channel("deliveries")
}
