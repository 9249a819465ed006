package import Storage

/// Facts about this installation as a whole, such as the port of its first start. Secrets are sealed before they are
/// stored here. Every function throws `StoreError`.
package enum Installation {
    package static func value(_ name: String, in reading: any Reading) throws -> [UInt8]? {
        try reading.row("SELECT value FROM installation WHERE name = $1", [.text(name)])?.blob(0)
    }

    package static func put(_ name: String, _ value: [UInt8], in transaction: any Writing) throws {
        try transaction.run(
            """
            INSERT INTO installation (name, value) VALUES ($1, $2)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """, [.text(name), .blob(value)])
    }
}

/// Shows that the database can be written.
package enum WriteProbe {
    /// Changes no row, but needs the writer and its lock. Throws `StoreError` when they cannot be had.
    package static func run(in transaction: any Writing) throws {
        _ = try transaction.run("UPDATE firm_heads SET seq = seq WHERE firm_id = ''")
    }
}
