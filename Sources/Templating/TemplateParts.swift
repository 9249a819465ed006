/// A model taken apart once, before it is rendered: the library reflects on a value anew for each name a template asks
/// for, which on a long list costs more than all else.
enum TemplateParts {
    /// Values with parts become dictionaries by name, lists stay lists; what is nil is absent, as the library has it.
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
