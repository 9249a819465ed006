package import Storage

/// The numbers that new rows get, one sequence for each name.
package enum IDSequence {
    /// Never one that was given out before, also when its row is gone.
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
