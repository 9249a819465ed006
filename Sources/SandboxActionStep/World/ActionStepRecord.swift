import SandboxKit
import Storage

/// A row of a resource, with values in column order.
struct ActionStepRecord: Sendable {
    let resource: Resource
    private(set) var values: [SQLValue]

    /// - Parameter values: pairs rather than a dictionary, which would cost more than storing the row.
    init(_ resource: Resource, id: SQLValue, _ values: KeyValuePairs<String, SQLValue> = [:]) {
        self.resource = resource
        self.values = resource.initialValues
        self.values[0] = id
        for (column, value) in values { self[column] = value }
    }

    init(_ resource: Resource, id: SQLValue, taking values: [String: SQLValue]) {
        self.init(resource, id: id)
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

    private func columnIndex(_ column: String) -> Int {
        guard let index = resource.index(of: column) else {
            preconditionFailure("\(resource.name) has no column \(column)")
        }
        return index
    }
}

extension SQLValue {
    var plainText: String? {
        switch self {
        case .text(let text): text
        case .integer(let number): String(number)
        case .null, .blob: nil
        }
    }
}

extension ActionStepRecord {
    func fixedPoint(_ column: String) -> FixedPoint? { integer(column).map(FixedPoint.init(tenThousandths:)) }
}
