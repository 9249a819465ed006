import SandboxKit
import Storage

/// One row of a resource, values in the order of its columns.
struct Record: Sendable {
    let resource: Resource
    private(set) var values: [SQLValue]

    /// - Parameter values: pairs, for a dictionary of each row would take longer to make than the row to store.
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

    init(_ resource: Resource, row: Row) { (self.resource, values) = (resource, row.values) }

    var id: SQLValue { values[0] }
    var idText: String { id.plainText ?? "" }

    /// - Precondition: the column is one of the resource's.
    subscript(column: String) -> SQLValue {
        get { values[place(column)] }
        set { values[place(column)] = newValue }
    }
    func text(_ column: String) -> String? { self[column].plainText }
    func integer(_ column: String) -> Int64? {
        if case .integer(let number) = self[column] { number } else { nil }
    }

    private func place(_ column: String) -> Int {
        guard let place = resource.place(of: column) else {
            preconditionFailure("\(resource.name) has no column \(column)")
        }
        return place
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

extension Record {
    func fixedPoint(_ column: String) -> FixedPoint? { integer(column).map(FixedPoint.init(tenThousandths:)) }
}
