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

/// Id sequences for new rows, one for each name.
package enum IDSequence {
    /// Never returns an id twice, even after its row was deleted.
    package static func next(_ name: String, in transaction: any Writing) throws -> Int64 {
        let row = try transaction.row(
            """
            INSERT INTO sandbox_ids (firm_id, resource, last_id) VALUES ($1, $2, 1)
            ON CONFLICT (firm_id, resource) DO UPDATE SET last_id = sandbox_ids.last_id + 1 RETURNING last_id
            """, [SandboxFirm.idValue, .text(name)])
        return row?.integer(0) ?? 1
    }

    package static func setLast(_ name: String, to id: Int64, in transaction: any Writing) throws {
        try transaction.run(
            """
            INSERT INTO sandbox_ids (firm_id, resource, last_id) VALUES ($1, $2, $3)
            ON CONFLICT (firm_id, resource) DO UPDATE SET last_id = excluded.last_id
            """, [SandboxFirm.idValue, .text(name), .integer(id)])
    }
}
