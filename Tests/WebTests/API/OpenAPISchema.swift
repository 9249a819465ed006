import Matters
import Webhooks

/// Checks JSON against the part of JSON Schema that the API's description uses. Stricter than the standard in one point:
/// an object has no members but those that are described, unless none are.
struct OpenAPISchema {
    let document: JSONValue

    /// What is wrong with a value, each with its place.
    func faults(in value: JSONValue, under schema: JSONValue, at place: String = "$") -> [String] {
        let schema = resolved(schema)
        let type = typeFault(value, schema, place)
        guard type.isEmpty else { return type }
        return enumFault(value, schema, place) + objectFaults(value, schema, place)
            + (value.array ?? []).enumerated().flatMap { index, element in
                faults(in: element, under: schema["items"] ?? [:], at: "\(place)[\(index)]")
            }
    }

    /// Follows a reference, and joins the parts of `allOf`.
    func resolved(_ schema: JSONValue) -> JSONValue {
        if let path = schema["$ref"]?.string {
            return resolved(path.split(separator: "/").dropFirst().reduce(document) { $0[String($1)] ?? .null })
        }
        guard let parts = schema["allOf"]?.array?.map(resolved) else { return schema }
        return [
            "type": "object",
            "properties": .object(.init(parts.flatMap { $0["properties"]?.members?.entries ?? [] })),
            "required": .array(parts.flatMap { $0["required"]?.array ?? [] }),
        ]
    }

    private func typeFault(_ value: JSONValue, _ schema: JSONValue, _ place: String) -> [String] {
        let types = schema["type"]?.string.map { [$0] } ?? schema["type"]?.array?.compactMap(\.string) ?? []
        guard !types.isEmpty, !types.contains(Self.type(of: value)) else { return [] }
        return ["\(place) is \(Self.type(of: value)), not \(types.joined(separator: " or "))"]
    }

    private static func type(of value: JSONValue) -> String {
        if value.isNull { return "null" }
        if value.string != nil { return "string" }
        if value.bool != nil { return "boolean" }
        if value.array != nil { return "array" }
        return value.members == nil ? "integer" : "object"
    }

    private func enumFault(_ value: JSONValue, _ schema: JSONValue, _ place: String) -> [String] {
        guard let choices = schema["enum"]?.array, !choices.contains(value) else { return [] }
        return ["\(place) is none of the values described"]
    }

    private func objectFaults(_ value: JSONValue, _ schema: JSONValue, _ place: String) -> [String] {
        guard let members = value.members?.entries, let properties = schema["properties"] else { return [] }
        let names = members.map(\.name)
        let missing = (schema["required"]?.array ?? []).compactMap(\.string).filter { !names.contains($0) }
        return missing.map { "\(place).\($0) is missing" }
            + members.flatMap { name, member in
                properties[name].map { faults(in: member, under: $0, at: "\(place).\(name)") }
                    ?? ["\(place).\(name) is not described"]
            }
    }
}
