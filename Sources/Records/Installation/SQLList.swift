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
        precondition(!texts.isEmpty && texts.count <= Self.countMax, "a list holds 1 to \(Self.countMax) values")
        values = Self.filled(texts.map(SQLValue.text))
        placeholders = (first..<first + values.count).map { "$\($0)" }.joined(separator: ", ")
    }

    /// The values, and the last again and again up to a power of two.
    package static func filled(_ values: [SQLValue]) -> [SQLValue] {
        guard let last = values.last else { return [] }
        var filled = values
        while filled.count & (filled.count - 1) != 0 { filled.append(last) }
        return filled
    }
}
