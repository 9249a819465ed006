import HTTPTypes
import Webhooks

/// `/openapi.json`: all calls of `/api/v1` (OpenAPI 3.1).
enum OpenAPIDocument {
    static let operations = matters + webhooks + webhookLog

    static let json: JSONValue = [
        "openapi": "3.1.0",
        "info": [
            "title": "Matterwire", "version": "1",
            "description": "A firm's matters, for systems: by token, by the same policy as the pages.",
        ],
        "servers": [["url": .string(MatterJSON.path)]],
        "security": [["bearer": []]],
        "paths": paths,
        "webhooks": messages,
        "components": [
            "securitySchemes": ["bearer": ["type": "http", "scheme": "bearer"]],
            "schemas": .object(.init(schemas)),
        ],
    ]

    private static var paths: JSONValue {
        var order: [String] = []
        for operation in operations where !order.contains(operation.path) { order.append(operation.path) }
        return .object(
            .init(
                order.map { path in
                    let own = operations.filter { $0.path == path }
                    return (
                        name: "/" + path,
                        value: .object(.init(own.map { ($0.method.rawValue.lowercased(), $0.json) }))
                    )
                }))
    }

    /// What an endpoint is sent: every event has the same shape.
    private static var messages: JSONValue {
        .object(
            .init(
                StandardEvent.allCases.map { event in
                    let body = OpenAPIParts.json(OpenAPIParts.reference("Message"))
                    return (
                        name: event.rawValue,
                        value: [
                            "post": [
                                "requestBody": ["content": body],
                                "responses": ["200": ["description": "Any 2xx within 15 seconds takes the message."]],
                            ]
                        ]
                    )
                }))
    }
}
