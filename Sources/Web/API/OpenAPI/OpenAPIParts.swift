import Webhooks

/// The pieces that OpenAPI documents are made of.
enum OpenAPIParts {
    static func object(_ properties: JSONValue, required: [String] = []) -> JSONValue {
        ["type": "object", "properties": properties, "required": .array(required.map { .string($0) })]
    }

    static func array(_ items: JSONValue) -> JSONValue { ["type": "array", "items": items] }
    static func reference(_ schema: String) -> JSONValue { ["$ref": .string("#/components/schemas/\(schema)")] }
    static let text: JSONValue = ["type": "string"]
    static let optionalText: JSONValue = ["type": ["string", "null"]]
    static let moment: JSONValue = ["type": "string", "format": "date-time"]
    static let optionalMoment: JSONValue = ["type": ["string", "null"], "format": "date-time"]
    static let flag: JSONValue = ["type": "boolean"]

    static func number(_ bounds: ClosedRange<Int64>, default standard: Int64? = nil) -> JSONValue {
        var schema: JSONValue.Members = [
            "type": "integer", "minimum": .integer(bounds.lowerBound), "maximum": .integer(bounds.upperBound),
        ]
        if let standard { schema["default"] = .integer(standard) }
        return .object(schema)
    }

    static func choice(_ names: [String]) -> JSONValue {
        ["type": "string", "enum": .array(names.map { .string($0) })]
    }

    static func query(_ name: String, _ schema: JSONValue, _ meaning: String) -> JSONValue {
        ["name": .string(name), "in": "query", "schema": schema, "description": .string(meaning)]
    }

    static func pathParameter(_ name: String) -> JSONValue {
        ["name": .string(name), "in": "path", "required": true, "schema": text]
    }

    static func json(_ schema: JSONValue) -> JSONValue { ["application/json": ["schema": schema]] }
}
