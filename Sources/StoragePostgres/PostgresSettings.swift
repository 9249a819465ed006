import CPostgres

/// The address of the server and the settings of its connections.
package struct PostgresSettings: Sendable {
    /// In libpq's syntax: `postgres://user@host/database?sslmode=verify-full`, or `host=… dbname=…`. May hold a
    /// password, so it is never logged.
    private let connectionString: String

    package init(connectionString: String) { self.connectionString = connectionString }

    /// Whether a setting names a server rather than a file.
    package static func isConnectionString(_ text: String) -> Bool {
        text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
    }

    /// Apply unless the connection string says otherwise. A dead server is detected within half a minute.
    private static let defaults = [
        ("application_name", "matterwire"), ("connect_timeout", "5"), ("keepalives_idle", "15"),
        ("keepalives_interval", "5"), ("keepalives_count", "3"), ("tcp_user_timeout", "30000"),
    ]

    /// Run on every new connection, for settings that neither the connection string nor the server has set: a commit is
    /// acknowledged after it is on disk, and the server ends what hangs.
    static let session = """
        SELECT set_config(name, wanted, false)
        FROM (VALUES ('synchronous_commit', 'off', 'on'), ('statement_timeout', '0', '30s'),
            ('lock_timeout', '0', '10s'), ('idle_in_transaction_session_timeout', '0', '60s')) AS s (name, unsaid, wanted)
        WHERE current_setting(name) = unsaid
        """

    /// Creates an empty schema; each holds one installation.
    /// - Throws: `PostgresFailure`.
    package func createSchema(_ name: String) async throws {
        let connection = try await PostgresConnection.open(self)
        try await connection.run { try $0.execute("CREATE SCHEMA \"\(name.replacing("\"", with: "\"\""))\"") }
    }

    /// Blocks. Nil only when out of memory.
    func connect() -> OpaquePointer? {
        // Later keywords win, and libpq expands `dbname`, so the connection string comes last.
        let keywords = Self.defaults + [("client_encoding", "UTF8"), ("dbname", connectionString)]
        func withCStrings<Result>(_ texts: [String], _ body: ([UnsafePointer<CChar>?]) -> Result) -> Result {
            PostgresParameters.withPointers(to: texts.map { Array($0.utf8) + [0] }) { body($0 + [nil]) }
        }
        return withCStrings(keywords.map(\.0)) { names in
            withCStrings(keywords.map(\.1)) { PQconnectdbParams(names, $0, 1) }
        }
    }
}
