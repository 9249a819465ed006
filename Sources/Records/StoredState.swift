/// A state that stands in the database and is written into statements as a literal, so that partial indexes match. Its
/// cases are names from our own code, never input.
package protocol StoredState: RawRepresentable, Sendable {}

extension StoredState where RawValue == String {
    package var sql: String { "'\(rawValue)'" }
}

extension StoredState where RawValue == Int64 {
    package var sql: String { String(rawValue) }
}

extension Sequence where Element: StoredState, Element.RawValue == String {
    /// For `IN`: `('active', 'catching_up')`.
    package var sql: String { "(" + map(\.sql).joined(separator: ", ") + ")" }
}

extension Sequence where Element: StoredState, Element.RawValue == Int64 {
    /// For `IN`: `(0, 1)`.
    package var sql: String { "(" + map(\.sql).joined(separator: ", ") + ")" }
}
