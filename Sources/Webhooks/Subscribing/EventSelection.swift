/// The events of a subscription: all, including those added later, or some by name.
package enum EventSelection: Sendable, Equatable {
    case all
    case some([String])

    package func includes(_ name: String) -> Bool {
        switch self {
        case .all: true
        case .some(let names): names.contains(name)
        }
    }

    package var json: JSONValue {
        switch self {
        case .all: "*"
        case .some(let names): .array(names.map { .string($0) })
        }
    }

    /// Reads `"*"`, `["*"]` or a list of names.
    package static func read(
        _ value: JSONValue?, field: String, known: [String]
    ) throws(SubscriptionFault) -> EventSelection {
        if value == "*" || value == ["*"] { return .all }
        return .some(try names(value, field: field, known: known))
    }

    /// At least one name, each of them known; duplicates count once. An unknown name is refused, because no event would
    /// ever match it.
    static func names(_ value: JSONValue?, field: String, known: [String]) throws(SubscriptionFault) -> [String] {
        guard let items = value?.array, !items.isEmpty else {
            throw SubscriptionFault(
                field: field, hint: "Give a list of at least one of \(known.joined(separator: ", ")).")
        }
        var names: [String] = []
        for item in items {
            guard let name = item.string, known.contains(name) else {
                throw SubscriptionFault(
                    field: field, hint: "Give only names among \(known.joined(separator: ", ")).")
            }
            if !names.contains(name) { names.append(name) }
        }
        return names
    }
}
