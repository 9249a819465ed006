package import Storage
package import Webhooks

extension Writing {
    /// Rows of one table of the sandbox, in order.
    package func insert(into table: String, _ columns: [String], _ rows: [[SQLValue]]) throws {
        let marks = columns.indices.map { "$\($0 + 2)" }.joined(separator: ", ")
        try run(
            "INSERT INTO \(table) (firm_id, \(columns.joined(separator: ", "))) VALUES ($1, \(marks))",
            each: rows.map { [SandboxFirm.idValue] + $0 })
    }

    /// Changes columns of one row.
    package func update(_ table: String, _ id: String, _ columns: [String], _ values: [SQLValue]) throws {
        let changes = columns.enumerated().map { "\($1) = $\($0 + 3)" }.joined(separator: ", ")
        try run(
            "UPDATE \(table) SET \(changes) WHERE firm_id = $1 AND id = $2", [SandboxFirm.idValue, .text(id)] + values)
    }
}

extension Row {
    /// JSON that the sandbox wrote itself.
    package func json(_ column: Int) -> JSONValue { (try? JSONReader.parse(text(column))) ?? .null }
}
