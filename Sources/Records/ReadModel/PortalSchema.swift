package import Storage

/// The tables of the product's own database. Every moment is milliseconds since the epoch.
package enum PortalSchema {
    package static let migrations = MigrationSet(
        name: "portal",
        migrations: [
            Migration(1, "firms and their sources") { firms($0) },
            Migration(2, "inbox and work") { inbox($0) },
            Migration(3, "matters") { matters($0) },
            Migration(4, "changes, access and tokens") { changes($0) },
            Migration(5, "tasks, money, filing and the hearing of hooks") { work($0) },
            Migration(6, "lists of many matters") { lists($0) },
            Migration(7, "the grants of a matter in one index") { grants($0) },
            Migration(8, "dead letters and the sequences of hooks") { _ in renames },
        ])

    private static func firms(_ dialect: Dialect) -> [String] {
        [
            """
            CREATE TABLE firms (
                firm_id TEXT PRIMARY KEY, name TEXT NOT NULL, zone TEXT NOT NULL, created_at BIGINT NOT NULL)
            """,
            "CREATE TABLE firm_heads (firm_id TEXT PRIMARY KEY, seq BIGINT NOT NULL)",
            """
            CREATE TABLE sources (
                firm_id TEXT NOT NULL, source_id TEXT NOT NULL, system TEXT NOT NULL, api_endpoint TEXT NOT NULL,
                credentials \(dialect.bytesColumn) NOT NULL, hook_token \(dialect.bytesColumn) NOT NULL,
                hook_token_hash TEXT NOT NULL, connected_at BIGINT NOT NULL, failure TEXT,
                PRIMARY KEY (firm_id, source_id))
            """,
            "CREATE UNIQUE INDEX sources_by_token ON sources (hook_token_hash)",
            "CREATE TABLE installation (name TEXT PRIMARY KEY, value \(dialect.bytesColumn) NOT NULL)",
            """
            CREATE TABLE hooks (
                firm_id TEXT NOT NULL, source_id TEXT NOT NULL, hook_ref TEXT NOT NULL, event TEXT NOT NULL,
                registered_at BIGINT NOT NULL, PRIMARY KEY (firm_id, source_id, hook_ref))
            """,
            """
            CREATE TABLE workflow_steps (
                firm_id TEXT NOT NULL, source_id TEXT NOT NULL, type_ref TEXT NOT NULL, position BIGINT NOT NULL,
                step_ref TEXT NOT NULL, step_name TEXT NOT NULL, type_name TEXT NOT NULL,
                PRIMARY KEY (firm_id, source_id, type_ref, position))
            """,
        ]
    }

    private static func inbox(_ dialect: Dialect) -> [String] {
        [
            """
            CREATE TABLE inbox (
                receipt_id \(dialect.identityColumn), firm_id TEXT NOT NULL, source_id TEXT NOT NULL,
                event TEXT NOT NULL, body \(dialect.bytesColumn) NOT NULL, body_bytes BIGINT NOT NULL,
                received_at BIGINT NOT NULL, state BIGINT NOT NULL, reason TEXT, notice_key TEXT, sorted_at BIGINT)
            """,
            "CREATE INDEX inbox_waiting ON inbox (firm_id, receipt_id) WHERE state = 0",
            "CREATE INDEX inbox_by_notice ON inbox (firm_id, source_id, notice_key) WHERE notice_key IS NOT NULL",
            "CREATE INDEX inbox_sorted ON inbox (sorted_at) WHERE sorted_at IS NOT NULL",
            "CREATE INDEX inbox_parked ON inbox (firm_id, receipt_id) WHERE state = 3",
            """
            CREATE TABLE dirty_matters (
                firm_id TEXT NOT NULL, source_id TEXT NOT NULL, matter_ref TEXT NOT NULL, facets BIGINT NOT NULL,
                leased_facets BIGINT NOT NULL, rank BIGINT NOT NULL, marked_at BIGINT NOT NULL, due_at BIGINT NOT NULL,
                attempts BIGINT NOT NULL, lease_token TEXT, lease_until BIGINT NOT NULL, failure TEXT,
                parked BIGINT NOT NULL, PRIMARY KEY (firm_id, source_id, matter_ref))
            """,
            "CREATE INDEX dirty_due ON dirty_matters (firm_id, source_id, rank, due_at) WHERE parked = 0",
            "CREATE INDEX dirty_leased ON dirty_matters (firm_id, source_id, lease_token) WHERE lease_token IS NOT NULL",
            """
            CREATE TABLE sweeps (
                sweep_id \(dialect.identityColumn), firm_id TEXT NOT NULL, source_id TEXT NOT NULL,
                reason TEXT NOT NULL, facets BIGINT NOT NULL, next_page BIGINT NOT NULL,
                matters_done BIGINT NOT NULL, matters_total BIGINT NOT NULL, requested_at BIGINT NOT NULL,
                started_at BIGINT, finished_at BIGINT, due_at BIGINT NOT NULL, attempts BIGINT NOT NULL,
                lease_token TEXT, lease_until BIGINT NOT NULL, failure TEXT)
            """,
            "CREATE INDEX sweeps_open ON sweeps (firm_id, source_id, sweep_id) WHERE finished_at IS NULL",
        ]
    }

    private static func matters(_ dialect: Dialect) -> [String] {
        [
            """
            CREATE TABLE matters (
                firm_id TEXT NOT NULL, matter_id TEXT NOT NULL, source_id TEXT NOT NULL, system TEXT NOT NULL,
                source_ref TEXT NOT NULL, reference TEXT NOT NULL, name TEXT NOT NULL, type_ref TEXT NOT NULL,
                type_name TEXT NOT NULL, system_status TEXT NOT NULL, step_ref TEXT, step_name TEXT,
                assigned_to TEXT, created_on TEXT, modified_at BIGINT, is_deleted BIGINT NOT NULL,
                settlement_on TEXT, updated_at BIGINT NOT NULL,
                shown_updated_at BIGINT NOT NULL, as_at BIGINT NOT NULL, swept BIGINT NOT NULL,
                PRIMARY KEY (firm_id, matter_id))
            """,
            "CREATE UNIQUE INDEX matters_by_source ON matters (firm_id, source_id, source_ref)",
            """
            CREATE TABLE parties (
                firm_id TEXT NOT NULL, matter_id TEXT NOT NULL, ref TEXT NOT NULL, role_name TEXT NOT NULL,
                person_ref TEXT NOT NULL, name TEXT NOT NULL, company TEXT, email TEXT, phone TEXT,
                PRIMARY KEY (firm_id, matter_id, ref))
            """,
            "CREATE INDEX parties_by_person ON parties (firm_id, person_ref)",
            """
            CREATE TABLE documents (
                firm_id TEXT NOT NULL, matter_id TEXT NOT NULL, ref TEXT NOT NULL, document_id TEXT NOT NULL,
                name TEXT NOT NULL, file_type TEXT, size_bytes BIGINT NOT NULL, created_at BIGINT,
                modified_at BIGINT, has_file BIGINT NOT NULL, PRIMARY KEY (firm_id, matter_id, ref))
            """,
            "CREATE UNIQUE INDEX documents_by_id ON documents (firm_id, document_id)",
            """
            CREATE TABLE notes (
                firm_id TEXT NOT NULL, matter_id TEXT NOT NULL, ref TEXT NOT NULL, text TEXT NOT NULL, author TEXT,
                is_system BIGINT NOT NULL, noted_at BIGINT, PRIMARY KEY (firm_id, matter_id, ref))
            """,
            """
            CREATE TABLE data_values (
                firm_id TEXT NOT NULL, matter_id TEXT NOT NULL, ref TEXT NOT NULL, collection TEXT NOT NULL,
                collection_label TEXT NOT NULL, field TEXT NOT NULL, field_label TEXT NOT NULL,
                record_ref TEXT NOT NULL, data_type TEXT NOT NULL, text TEXT, form_order BIGINT NOT NULL,
                PRIMARY KEY (firm_id, matter_id, ref))
            """,
            """
            CREATE TABLE step_history (
                firm_id TEXT NOT NULL, matter_id TEXT NOT NULL, seq BIGINT NOT NULL, step_ref TEXT NOT NULL,
                step_name TEXT NOT NULL, entered_at BIGINT NOT NULL, PRIMARY KEY (firm_id, matter_id, seq))
            """,
        ]
    }

    /// What lists are sorted and searched by, in one index, so that neither touches the rows themselves.
    private static func lists(_ dialect: Dialect) -> [String] {
        [
            "ALTER TABLE matters ADD COLUMN is_open BIGINT NOT NULL DEFAULT 0",
            "ALTER TABLE matters ADD COLUMN search_text TEXT NOT NULL DEFAULT ''",
            """
            UPDATE matters SET is_open = CASE WHEN system_status = 'Active' THEN 1 ELSE 0 END,
                search_text = substr(lower(name || ' ' || reference), 1, 400)
            """,
            "CREATE INDEX matters_in_order ON matters (firm_id, is_open, settlement_on, matter_id, search_text)",
        ]
    }

    /// A covering index: SQLite would otherwise scan the primary key of the firm, which covers the query.
    private static func grants(_ dialect: Dialect) -> [String] {
        [
            "DROP INDEX access_by_matter",
            "CREATE INDEX access_of_matter ON access (firm_id, matter_id, holder, relation)",
        ]
    }

    private static func changes(_ dialect: Dialect) -> [String] {
        [
            """
            CREATE TABLE changes (
                firm_id TEXT NOT NULL, seq BIGINT NOT NULL, matter_id TEXT NOT NULL, kind TEXT NOT NULL,
                subject TEXT NOT NULL, topic TEXT NOT NULL, fact TEXT NOT NULL, old TEXT, new TEXT,
                at BIGINT NOT NULL, PRIMARY KEY (firm_id, seq))
            """,
            "CREATE INDEX changes_by_matter ON changes (firm_id, matter_id, seq)",
            """
            CREATE TABLE access (
                firm_id TEXT NOT NULL, holder TEXT NOT NULL, matter_id TEXT NOT NULL, relation TEXT NOT NULL,
                PRIMARY KEY (firm_id, holder, matter_id, relation))
            """,
            "CREATE INDEX access_by_matter ON access (firm_id, matter_id)",
            """
            CREATE TABLE domains (
                firm_id TEXT NOT NULL, domain TEXT NOT NULL, approved_at BIGINT NOT NULL,
                PRIMARY KEY (firm_id, domain))
            """,
            """
            CREATE TABLE tokens (
                firm_id TEXT NOT NULL, token_hash TEXT NOT NULL, purpose TEXT NOT NULL, address TEXT NOT NULL,
                standing TEXT NOT NULL, label TEXT NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT,
                PRIMARY KEY (firm_id, token_hash))
            """,
            "CREATE UNIQUE INDEX tokens_by_hash ON tokens (token_hash)",
        ]
    }
}
