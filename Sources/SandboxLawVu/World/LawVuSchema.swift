import Storage

/// The tables of LawVu. Matters and contracts (items) share one table and differ by `kind`. Timestamps are milliseconds
/// since the epoch, days `yyyy-MM-dd`, flags 0 or 1, amounts ten-thousandths.
enum LawVuSchema {
    static let migrations = MigrationSet(
        name: "lawvu",
        migrations: [
            Migration(1, "the organisation inside LawVu") { _ in setUp + items + parts + access + indexes },
            Migration(2, "items instead of dossiers") { _ in renamedTables + renamedIndexes },
        ])

    private static let setUp = [
        """
        CREATE TABLE lawvu_users (
            firm_id TEXT NOT NULL, id TEXT NOT NULL, email TEXT NOT NULL, first_name TEXT NOT NULL,
            last_name TEXT NOT NULL, sees_all BIGINT NOT NULL, is_active BIGINT NOT NULL, PRIMARY KEY (firm_id, id))
        """,
        """
        CREATE TABLE lawvu_teams (
            firm_id TEXT NOT NULL, id BIGINT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (firm_id, id))
        """,
        """
        CREATE TABLE lawvu_types (
            firm_id TEXT NOT NULL, kind TEXT NOT NULL, id BIGINT NOT NULL, name TEXT NOT NULL,
            PRIMARY KEY (firm_id, kind, id))
        """,
    ]

    private static let items = [
        """
        CREATE TABLE lawvu_dossiers (
            firm_id TEXT NOT NULL, kind TEXT NOT NULL, id BIGINT NOT NULL, display_id TEXT NOT NULL, name TEXT NOT NULL,
            type_id BIGINT NOT NULL, team_id BIGINT, owner_id TEXT, manager_id TEXT, is_in_intake BIGINT NOT NULL,
            restricted BIGINT NOT NULL, urgent BIGINT NOT NULL, status TEXT NOT NULL, external_id TEXT,
            parent_id BIGINT, value BIGINT, expiry TEXT, executed TEXT, created_at BIGINT NOT NULL,
            created_by TEXT NOT NULL, PRIMARY KEY (firm_id, kind, id))
        """,
        """
        CREATE TABLE lawvu_values (
            firm_id TEXT NOT NULL, kind TEXT NOT NULL, dossier_id BIGINT NOT NULL, field_id TEXT NOT NULL,
            place BIGINT NOT NULL, text TEXT, number BIGINT,
            PRIMARY KEY (firm_id, kind, dossier_id, field_id, place))
        """,
    ]

    private static let parts = [
        """
        CREATE TABLE lawvu_files (
            firm_id TEXT NOT NULL, id BIGINT NOT NULL, kind TEXT NOT NULL, dossier_id BIGINT,
            is_document BIGINT NOT NULL, name TEXT NOT NULL, size BIGINT NOT NULL, version BIGINT NOT NULL,
            created_at BIGINT NOT NULL, created_by TEXT NOT NULL, modified_at BIGINT NOT NULL,
            modified_by TEXT NOT NULL, PRIMARY KEY (firm_id, id))
        """,
        """
        CREATE TABLE lawvu_messages (
            firm_id TEXT NOT NULL, id BIGINT NOT NULL, kind TEXT NOT NULL, dossier_id BIGINT NOT NULL,
            message TEXT NOT NULL, created_at BIGINT NOT NULL, created_by TEXT NOT NULL, PRIMARY KEY (firm_id, id))
        """,
        """
        CREATE TABLE lawvu_tags (
            firm_id TEXT NOT NULL, id BIGINT NOT NULL, kind TEXT NOT NULL, dossier_id BIGINT NOT NULL,
            description TEXT NOT NULL, PRIMARY KEY (firm_id, id))
        """,
        """
        CREATE TABLE lawvu_key_dates (
            firm_id TEXT NOT NULL, id BIGINT NOT NULL, kind TEXT NOT NULL, dossier_id BIGINT NOT NULL,
            name TEXT NOT NULL, date TEXT NOT NULL, value BIGINT, PRIMARY KEY (firm_id, id))
        """,
    ]

    private static let access = [
        """
        CREATE TABLE lawvu_codes (
            firm_id TEXT NOT NULL, code TEXT NOT NULL, grant_id TEXT NOT NULL, user_id TEXT NOT NULL,
            redirect_uri TEXT NOT NULL, expires_at BIGINT NOT NULL, is_spent BIGINT NOT NULL,
            PRIMARY KEY (firm_id, code))
        """,
        """
        CREATE TABLE lawvu_tokens (
            firm_id TEXT NOT NULL, token TEXT NOT NULL, kind TEXT NOT NULL, user_id TEXT NOT NULL, grant_id TEXT,
            expires_at BIGINT, is_spent BIGINT NOT NULL, PRIMARY KEY (firm_id, token))
        """,
    ]

    private static let indexes = [
        "CREATE UNIQUE INDEX lawvu_dossiers_by_external_id ON lawvu_dossiers (firm_id, kind, external_id)",
        "CREATE INDEX lawvu_values_by_text ON lawvu_values (firm_id, kind, field_id, text)",
        "CREATE INDEX lawvu_files_by_dossier ON lawvu_files (firm_id, kind, dossier_id)",
        "CREATE INDEX lawvu_messages_by_dossier ON lawvu_messages (firm_id, kind, dossier_id)",
        "CREATE INDEX lawvu_tags_by_dossier ON lawvu_tags (firm_id, kind, dossier_id)",
        "CREATE INDEX lawvu_key_dates_by_dossier ON lawvu_key_dates (firm_id, kind, dossier_id)",
        "CREATE INDEX lawvu_tokens_by_grant ON lawvu_tokens (firm_id, grant_id)",
    ]

    private static let renamedTables =
        ["ALTER TABLE lawvu_dossiers RENAME TO lawvu_items"]
        + ["values", "files", "messages", "tags", "key_dates"].map {
            "ALTER TABLE lawvu_\($0) RENAME COLUMN dossier_id TO item_id"
        }

    /// Renaming a table does not rename its indexes, so they are created again.
    private static let renamedIndexes =
        [
            "DROP INDEX lawvu_dossiers_by_external_id",
            "CREATE UNIQUE INDEX lawvu_items_by_external_id ON lawvu_items (firm_id, kind, external_id)",
        ]
        + ["files", "messages", "tags", "key_dates"].flatMap { table in
            [
                "DROP INDEX lawvu_\(table)_by_dossier",
                "CREATE INDEX lawvu_\(table)_by_item ON lawvu_\(table) (firm_id, kind, item_id)",
            ]
        }
}
