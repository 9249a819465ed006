/// The events of a subscription: all, including those added later, or some by name.
package enum EventSelection: Sendable, Equatable {
    case all
    case some([String])

    /// Reads the member `events`: `"*"`, `["*"]` or a list of names.
    package static func read<Event: CaseIterable & RawRepresentable<String>>(
        _ value: JSONValue?, known: Event.Type
    ) throws(SubscriptionFault) -> EventSelection {
        if value == "*" || value == ["*"] { return .all }
        return .some(try names(value, field: "events", known: Event.allCases.map(\.rawValue)))
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
                throw SubscriptionFault(field: field, hint: "Give only names among \(known.joined(separator: ", ")).")
            }
            if !names.contains(name) { names.append(name) }
        }
        return names
    }
}
