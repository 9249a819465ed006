package import Storage

extension Writing {
    /// Rows of one table of the sandbox, in order.
    package func insert(into table: String, _ columns: [String], _ rows: [[SQLValue]]) throws {
        let marks = columns.indices.map { "$\($0 + 2)" }.joined(separator: ", ")
        try run(
            "INSERT INTO \(table) (firm_id, \(columns.joined(separator: ", "))) VALUES ($1, \(marks))",
            each: rows.map { [SandboxFirm.idValue] + $0 })
    }
}
