/// What a column can hold. Moments are `integer` (milliseconds), flags `integer` (0 or 1).
package enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])
}

extension SQLValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByNilLiteral {
    package init(stringLiteral value: String) { self = .text(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(nilLiteral: ()) { self = .null }

    package init(_ text: String?) { self = text.map(SQLValue.text) ?? .null }
    package init(_ number: (some BinaryInteger)?) { self = number.map { .integer(Int64($0)) } ?? .null }
    package init(_ flag: Bool) { self = .integer(flag ? 1 : 0) }
    package init(_ bytes: [UInt8]?) { self = bytes.map(SQLValue.blob) ?? .null }
}

/// One row of a result; columns are read by their position in the SELECT, from 0.
///
/// A column of another type than asked for is a mistake in the SQL, never in the data, so reading it traps.
package struct Row: Sendable {
    package let values: [SQLValue]
    package init(values: [SQLValue]) { self.values = values }

    package func optionalText(_ column: Int) -> String? {
        switch values[column] {
        case .text(let text): text
        case .null: nil
        default: preconditionFailure("column \(column) is not text")
        }
    }
    package func optionalInteger(_ column: Int) -> Int64? {
        switch values[column] {
        case .integer(let number): number
        case .null: nil
        default: preconditionFailure("column \(column) is not an integer")
        }
    }
    package func optionalBlob(_ column: Int) -> [UInt8]? {
        switch values[column] {
        case .blob(let bytes): bytes
        case .null: nil
        default: preconditionFailure("column \(column) is not a blob")
        }
    }
    package func text(_ column: Int) -> String { required(optionalText(column), column) }
    package func integer(_ column: Int) -> Int64 { required(optionalInteger(column), column) }
    package func int(_ column: Int) -> Int { Int(integer(column)) }
    package func blob(_ column: Int) -> [UInt8] { required(optionalBlob(column), column) }
    package func flag(_ column: Int) -> Bool { integer(column) != 0 }

    private func required<Value>(_ value: Value?, _ column: Int) -> Value {
        guard let value else { preconditionFailure("column \(column) is null") }
        return value
    }
}
