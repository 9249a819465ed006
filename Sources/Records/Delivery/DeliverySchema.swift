package import Storage

/// The tables of the outbound webhooks; the sandbox has the same ones in its own database. Times are milliseconds since
/// the epoch, by the clock that schedules follow; those of leases follow the machine's clock.
package enum DeliverySchema {
    package static let migrations = MigrationSet(
        name: "delivery",
        migrations: [
            Migration(1, "subscriptions, events, deliveries and attempts") { tables($0) + indexes },
            Migration(2, "four contracts: standing, secrets, windows, jobs") { contracts($0) + dueSubscriptions },
            Migration(3, "what was sent again, by what it repeats") { _ in
                ["CREATE INDEX deliveries_resent ON deliveries (firm_id, resend_of) WHERE resend_of IS NOT NULL"]
            },
        ])

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

    /// The dispatcher's indexes hold only unfinished deliveries, so a long history does not slow it down.
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
        "CREATE INDEX deliveries_of_event ON deliveries (firm_id, event_id)",
        "CREATE INDEX deliveries_finished ON deliveries (firm_id, finished_at) WHERE finished_at IS NOT NULL",
    ]
}

extension DeliverySchema {
    private static func contracts(_ dialect: Dialect) -> [String] {
        let columns = [
            "public_id TEXT", "description TEXT", "client_state TEXT", "is_durable BIGINT NOT NULL DEFAULT 0",
            "messages_per_second_max BIGINT", "switched_off TEXT", "failing_since BIGINT",
            "abandoned_at TEXT NOT NULL DEFAULT ''", "paused_until BIGINT NOT NULL DEFAULT 0", "due_at BIGINT",
        ]
        return columns.map { "ALTER TABLE subscriptions ADD COLUMN \($0)" } + [
            "ALTER TABLE events ADD COLUMN message_id TEXT", "ALTER TABLE deliveries ADD COLUMN resend_of BIGINT",
            """
            CREATE TABLE subscription_secrets (
                firm_id TEXT NOT NULL, subscription_id BIGINT NOT NULL, number BIGINT NOT NULL,
                sealed \(dialect.bytesColumn) NOT NULL, created_at BIGINT NOT NULL, ends_at BIGINT,
                PRIMARY KEY (firm_id, subscription_id, number))
            """,
            """
            CREATE TABLE gathering_windows (
                firm_id TEXT NOT NULL, subscription_id BIGINT NOT NULL, event TEXT NOT NULL,
                resource_type TEXT NOT NULL, resource_id TEXT NOT NULL, ordering_key TEXT NOT NULL,
                opened_at BIGINT NOT NULL, last_change_at BIGINT NOT NULL, closes_at BIGINT NOT NULL,
                PRIMARY KEY (firm_id, subscription_id, event, resource_type, resource_id))
            """,
            "CREATE INDEX gathering_windows_closing ON gathering_windows (firm_id, closes_at)",
            """
            CREATE TABLE resends (
                resend_id \(dialect.identityColumn), firm_id TEXT NOT NULL, subscription_id BIGINT NOT NULL,
                selection TEXT NOT NULL, from_at BIGINT NOT NULL, to_at BIGINT NOT NULL, position BIGINT NOT NULL,
                last_id BIGINT NOT NULL, total BIGINT NOT NULL, done BIGINT NOT NULL, created_at BIGINT NOT NULL,
                finished_at BIGINT)
            """,
            "CREATE INDEX resends_unfinished ON resends (firm_id, resend_id) WHERE finished_at IS NULL",
            "CREATE INDEX resends_of ON resends (firm_id, subscription_id, resend_id)",
        ]
    }

    /// `due_at` of a subscription is when one of its deliveries can be claimed, so that the dispatcher finds the few with
    /// work among the many without. Failing subscriptions have an index of their own.
    private static let dueSubscriptions = [
        "DROP INDEX deliveries_waiting",
        "DROP INDEX deliveries_due",
        """
        CREATE INDEX deliveries_ready ON deliveries (firm_id, subscription_id, due_at, delivery_id)
        WHERE state = 0 AND lease_token IS NULL
        """,
        """
        CREATE INDEX subscriptions_healthy ON subscriptions (firm_id, due_at)
        WHERE due_at IS NOT NULL AND failing_since IS NULL
        """,
        """
        CREATE INDEX subscriptions_failing ON subscriptions (firm_id, due_at)
        WHERE due_at IS NOT NULL AND failing_since IS NOT NULL
        """,
        "CREATE INDEX subscriptions_of_owner ON subscriptions (firm_id, contract, owner, subscription_id)",
        "CREATE UNIQUE INDEX subscriptions_by_public_id ON subscriptions (firm_id, public_id) WHERE public_id IS NOT NULL",
        """
        UPDATE subscriptions SET due_at = (SELECT min(d.due_at) FROM deliveries d
            WHERE d.firm_id = subscriptions.firm_id AND d.subscription_id = subscriptions.subscription_id
                AND d.state = 0)
        """,
    ]
}

extension Channel {
    /// There may be something to deliver: an event was published, or the clock that schedules follow was moved.
    package static let deliveries = Channel("deliveries")
}
