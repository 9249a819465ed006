package import Storage

/// Shows that the database can be written.
package enum WriteProbe {
    /// Changes no row, but needs the writer and its lock. Throws `StoreError` when they cannot be had.
    package static func run(in transaction: any Writing) throws {
        _ = try transaction.run("UPDATE firm_heads SET seq = seq WHERE firm_id = ''")
    }
}
