import Storage

/// The tables of the simulated firm. Timestamps are milliseconds since the epoch, flags 0 or 1; `number` counts rows in the
/// order of insertion, by which lists are sorted.
enum IntakeSchema {
    static let migrations = MigrationSet(
        name: "lawfficient",
        migrations: [Migration(1, "the firm inside Lawfficient") { _ in firm + intake + access + indexes }])

    private static let firm = [
        """
        CREATE TABLE lawfficient_lead_statuses (
            firm_id TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL, position BIGINT NOT NULL,
            is_terminal BIGINT NOT NULL, PRIMARY KEY (firm_id, key))
        """,
        """
        CREATE TABLE lawfficient_staff (
            firm_id TEXT NOT NULL, id TEXT NOT NULL, number BIGINT NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL,
            role TEXT NOT NULL, is_schedulable BIGINT NOT NULL, PRIMARY KEY (firm_id, id))
        """,
        """
        CREATE TABLE lawfficient_office_hours (
            firm_id TEXT NOT NULL, attorney_id TEXT NOT NULL, weekday BIGINT NOT NULL, from_minute BIGINT NOT NULL,
            until_minute BIGINT NOT NULL, PRIMARY KEY (firm_id, attorney_id, weekday, from_minute))
        """,
        // A row with an empty attorney_id applies to the whole firm.
        """
        CREATE TABLE lawfficient_days_off (
            firm_id TEXT NOT NULL, attorney_id TEXT NOT NULL, first_day TEXT NOT NULL, last_day TEXT NOT NULL,
            PRIMARY KEY (firm_id, attorney_id, first_day))
        """,
    ]

    private static let intake = [
        """
        CREATE TABLE lawfficient_leads (
            firm_id TEXT NOT NULL, id TEXT NOT NULL, number BIGINT NOT NULL, first_name TEXT NOT NULL,
            last_name TEXT NOT NULL, email TEXT NOT NULL, phone TEXT NOT NULL, source TEXT NOT NULL,
            status_key TEXT NOT NULL, assignee_id TEXT, is_archived BIGINT NOT NULL, created_at BIGINT NOT NULL,
            last_activity_at BIGINT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (firm_id, id))
        """,
        """
        CREATE TABLE lawfficient_consultations (
            firm_id TEXT NOT NULL, id TEXT NOT NULL, number BIGINT NOT NULL, lead_id TEXT NOT NULL,
            attorney_id TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL, start_at BIGINT NOT NULL,
            duration_min BIGINT NOT NULL, end_at BIGINT NOT NULL, time_zone TEXT NOT NULL, is_paid BIGINT NOT NULL,
            amount TEXT NOT NULL, outcome TEXT, is_archived BIGINT NOT NULL, created_at BIGINT NOT NULL,
            data TEXT NOT NULL, PRIMARY KEY (firm_id, id))
        """,
    ]

    private static let access = [
        """
        CREATE TABLE lawfficient_keys (
            firm_id TEXT NOT NULL, id TEXT NOT NULL, number BIGINT NOT NULL, name TEXT NOT NULL, secret TEXT NOT NULL,
            scopes TEXT NOT NULL, is_disabled BIGINT NOT NULL, PRIMARY KEY (firm_id, id))
        """,
        """
        CREATE TABLE lawfficient_idempotency (
            firm_id TEXT NOT NULL, key_id TEXT NOT NULL, idempotency_key TEXT NOT NULL, request TEXT NOT NULL,
            answer TEXT NOT NULL, created_at BIGINT NOT NULL, PRIMARY KEY (firm_id, key_id, idempotency_key))
        """,
    ]

    private static let indexes = [
        "CREATE UNIQUE INDEX lawfficient_leads_by_number ON lawfficient_leads (firm_id, number)",
        "CREATE UNIQUE INDEX lawfficient_consultations_by_number ON lawfficient_consultations (firm_id, number)",
        "CREATE INDEX lawfficient_consultations_by_lead ON lawfficient_consultations (firm_id, lead_id)",
        """
        CREATE INDEX lawfficient_consultations_by_slot ON lawfficient_consultations (firm_id, attorney_id, start_at)
        """,
        "CREATE UNIQUE INDEX lawfficient_keys_by_secret ON lawfficient_keys (firm_id, secret)",
        "CREATE INDEX lawfficient_idempotency_by_age ON lawfficient_idempotency (firm_id, created_at)",
    ]
}
