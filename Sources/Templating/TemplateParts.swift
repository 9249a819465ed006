/// Converts a model to dictionaries once, before it is rendered: the library reflects on a value again for each name in
/// a template, which dominates the cost of a long list.
enum TemplateParts {
    /// Structs become dictionaries by property name, lists stay lists, and nil is absent, as in the library.
    static func of(_ value: Any) -> Any? {
        if value is String || value is Bool || value is any BinaryInteger { return value }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.flatMap { of($0.value) }
        case .collection: return mirror.children.compactMap { of($0.value) }
        case .struct where !mirror.children.isEmpty:
            var parts: [String: Any] = [:]
            for child in mirror.children { if let label = child.label { parts[label] = of(child.value) } }
            return parts
        default: return value
        }
    }
}
