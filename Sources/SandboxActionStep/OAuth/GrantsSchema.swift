import Storage

/// What people have consented to. A grant has one scope for good; tokens without one are those of the ready file, which
/// open everything.
enum GrantsSchema {
    static let migrations = MigrationSet(
        name: "grants", migrations: [Migration(1, "codes, and the grants behind tokens") { _ in statements }])

    private static let statements = [
        """
        CREATE TABLE sandbox_grants (
            firm_id TEXT NOT NULL, id TEXT NOT NULL, scope TEXT NOT NULL, granted_at BIGINT NOT NULL,
            PRIMARY KEY (firm_id, id))
        """,
        """
        CREATE TABLE sandbox_codes (
            firm_id TEXT NOT NULL, code TEXT NOT NULL, grant_id TEXT NOT NULL, redirect_uri TEXT NOT NULL,
            expires_at BIGINT NOT NULL, is_spent BIGINT NOT NULL, PRIMARY KEY (firm_id, code))
        """,
        "ALTER TABLE sandbox_tokens ADD COLUMN grant_id TEXT",
    ]
}
