package import Storage

/// A list of values for `IN (…)`, filled up to a power of two by repeating the last, so that lists of any length give
/// only a handful of statements to prepare.
package struct SQLList {
    package let placeholders: String
    package let values: [SQLValue]

    package static let countMax = 512

    /// - Parameters:
    ///   - texts: not empty, at most `countMax`.
    ///   - first: the number of the first placeholder.
    package init(_ texts: [String], from first: Int) {
        precondition(
            !texts.isEmpty && texts.count <= Self.countMax, "a list holds 1 to \(Self.countMax) values")
        var filled = texts
        while filled.count & (filled.count - 1) != 0 { filled.append(texts[texts.count - 1]) }
        placeholders = (first..<first + filled.count).map { "$\($0)" }.joined(separator: ", ")
        values = filled.map(SQLValue.text)
    }
}
