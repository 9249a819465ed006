import Storage

/// What a list is narrowed to: conditions, and their values numbered from `$2` on, after the firm.
struct RowFilter: Sendable {
    private(set) var sql = ""
    private(set) var values: [SQLValue] = []

    /// - Parameter condition: what stands before the value's place, such as `l.source =`.
    mutating func add(_ condition: String, _ value: SQLValue?) {
        guard let value else { return }
        add(value) { "\(condition) \($0)" }
    }

    /// - Parameter condition: made with the value's place.
    mutating func add(_ value: SQLValue, _ condition: (_ place: String) -> String) {
        values.append(value)
        sql += " AND " + condition("$\(values.count + 1)")
    }

    /// Rows one of whose columns holds the text, in whatever case.
    mutating func search(_ text: String, in columns: [String]) {
        guard !text.isEmpty else { return }
        let escaped = text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
        add(.text("%" + escaped + "%")) { place in
            "(" + columns.map { "lower(\($0)) LIKE lower(\(place)) ESCAPE '\\'" }.joined(separator: " OR ") + ")"
        }
    }
}
