import Matters
import SandboxKit
import Storage

/// A row of a resource, with values in column order.
struct ActionStepRecord: Sendable {
    let resource: Resource
    private(set) var values: [SQLValue]

    init(_ resource: Resource, _ values: some Sequence<(key: String, value: SQLValue)>) {
        self.resource = resource
        self.values = resource.initialValues
        for (column, value) in values { self[column] = value }
    }

    init(_ resource: Resource, row: Row) {
        self.resource = resource
        values = row.values
    }

    var id: SQLValue { values[0] }
    var idText: String { id.plainText ?? "" }

    /// - Precondition: the column is one of the resource's.
    subscript(column: String) -> SQLValue {
        get { values[columnIndex(column)] }
        set { values[columnIndex(column)] = newValue }
    }
    func text(_ column: String) -> String? { self[column].plainText }
    func integer(_ column: String) -> Int64? {
        if case .integer(let number) = self[column] { number } else { nil }
    }
    func fixedPoint(_ column: String) -> FixedPoint? { integer(column).map(FixedPoint.init(tenThousandths:)) }
    /// The ids in a column that holds several.
    func ids(_ column: String) -> [String] { text(column)?.split(separator: ",").map(String.init) ?? [] }

    mutating func setIfNull(_ column: String, _ value: SQLValue) { if self[column] == .null { self[column] = value } }

    private func columnIndex(_ column: String) -> Int {
        guard let index = resource.index(of: column) else {
            preconditionFailure("\(resource.name) has no column \(column)")
        }
        return index
    }
}

extension Resource {
    /// - Parameter values: pairs rather than a dictionary, which would cost more than storing the row.
    func record(_ values: KeyValuePairs<String, SQLValue>) -> ActionStepRecord { ActionStepRecord(self, values) }
}

extension Instant {
    var stored: SQLValue { .integer(milliseconds) }
}

extension SQLValue {
    /// Several ids in one column; null for none.
    static func ids(_ ids: [String]) -> SQLValue { ids.isEmpty ? .null : .text(ids.joined(separator: ",")) }

    var plainText: String? {
        switch self {
        case .text(let text): text
        case .integer(let number): String(number)
        case .null, .blob: nil
        }
    }
}
