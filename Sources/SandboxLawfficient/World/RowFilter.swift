import Storage

/// The conditions of a list query, with bound values. The placeholders are numbered from `$2`; `$1` is the firm.
struct RowFilter: Sendable {
    private(set) var sql = ""
    private(set) var values: [SQLValue] = []

    /// - Parameters:
    ///   - condition: the SQL before the placeholder, such as `l.source =`.
    ///   - value: nil adds no condition.
    mutating func add(_ condition: String, _ value: SQLValue?) {
        guard let value else { return }
        add(value) { "\(condition) \($0)" }
    }

    /// - Parameter text: of a query parameter; nil and the empty text add no condition.
    mutating func add(_ condition: String, text: String?) { if let text, !text.isEmpty { add(condition, .text(text)) } }

    /// - Parameter condition: makes the SQL from the placeholder.
    private mutating func add(_ value: SQLValue, _ condition: (_ placeholder: String) -> String) {
        values.append(value)
        sql += " AND " + condition("$\(values.count + 1)")
    }

    /// Matches rows in which one of the columns contains the text, ignoring case.
    mutating func search(_ text: String, in columns: [String]) {
        guard !text.isEmpty else { return }
        let escaped = text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
        add(.text("%" + escaped + "%")) { placeholder in
            "(" + columns.map { "lower(\($0)) LIKE lower(\(placeholder)) ESCAPE '\\'" }.joined(separator: " OR ") + ")"
        }
    }
}
