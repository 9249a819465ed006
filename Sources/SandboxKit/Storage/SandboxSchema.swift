package import Storage

/// The one firm of a sandbox: every row, webhook and delivery of all simulated systems carries its id.
package enum SandboxFirm {
    package static let id = "sandbox"
    /// The id as a bound value; the first one of each statement.
    package static let idValue = SQLValue.text(id)
}

/// The tables that all simulated systems share: settings, and the last id of each sequence.
package enum SandboxSchema {
    /// A store from before this set has both tables already: the set of ActionStep's tables made them.
    package static let migrations = MigrationSet(
        name: "sandbox", migrations: [Migration(1, "settings and id sequences") { _ in statements }])

    private static let statements = [
        """
        CREATE TABLE IF NOT EXISTS sandbox_settings (
            firm_id TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (firm_id, name))
        """,
        """
        CREATE TABLE IF NOT EXISTS sandbox_ids (
            firm_id TEXT NOT NULL, resource TEXT NOT NULL, last_id BIGINT NOT NULL, PRIMARY KEY (firm_id, resource))
        """,
    ]
}
