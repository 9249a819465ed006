import CPostgres

/// Where the server is and how it is spoken to.
package struct PostgresSettings: Sendable {
    /// As libpq takes it: `postgres://user@host/database?sslmode=verify-full`, or `host=… dbname=…`. May hold a
    /// password: never for a log.
    private let connectionString: String

    package init(connectionString: String) { self.connectionString = connectionString }

    /// Whether a setting names a server rather than a file.
    package static func isConnectionString(_ text: String) -> Bool {
        text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
    }

    /// Only where the connection string says nothing else. A server that is gone is noticed within half a minute.
    private static let defaults = [
        ("application_name", "matterwire"), ("connect_timeout", "5"), ("keepalives_idle", "15"),
        ("keepalives_interval", "5"), ("keepalives_count", "3"), ("tcp_user_timeout", "30000"),
    ]

    /// Said to every new connection, where the connection string and the server say nothing: a commit is answered
    /// after it is on disk, and what hangs is ended by the server itself.
    static let session = """
        SELECT set_config(name, wanted, false)
        FROM (VALUES ('synchronous_commit', 'off', 'on'), ('statement_timeout', '0', '30s'),
            ('lock_timeout', '0', '10s'), ('idle_in_transaction_session_timeout', '0', '60s')) AS s (name, unsaid, wanted)
        WHERE current_setting(name) = unsaid
        """

    /// Makes an empty schema, in which a whole installation can live beside others.
    package func createSchema(_ name: String) async throws {
        let connection = try await PostgresConnection.open(self)
        try await connection.run { try $0.execute("CREATE SCHEMA \"\(name.replacing("\"", with: "\"\""))\"") }
    }

    /// Blocks. Nil only when memory is out.
    func connect() -> OpaquePointer? {
        // Later words win: the string comes last, and is taken apart there.
        let words = Self.defaults + [("client_encoding", "UTF8"), ("dbname", connectionString)]
        return CStrings.with(words.map(\.0)) { names in
            CStrings.with(words.map(\.1)) { PQconnectdbParams(names, $0, 1) }
        }
    }
}

/// Texts as C takes them: an array of pointers, closed by a null.
enum CStrings {
    static func with<Result>(
        _ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
    ) -> Result {
        let copies = texts.map { Array($0.utf8CString) }
        let flat = copies.flatMap(\.self)
        return flat.withUnsafeBufferPointer { memory in
            var offset = 0
            var pointers = copies.map { text -> UnsafePointer<CChar>? in
                defer { offset += text.count }
                return memory.baseAddress.map { $0 + offset }
            }
            pointers.append(nil)
            return body(pointers)
        }
    }
}
