import Hummingbird
import SandboxKit
import Webhooks

/// The organisation's configuration: matter types, contract types and custom fields.
enum SetUpHandler {
    static var routes: [LawVuRoute] {
        [
            LawVuRoute(.get, "v2/matterTypes") { try await types(.matter, $0) },
            LawVuRoute(.get, "v2/contractTypes") { try await types(.contract, $0) },
            LawVuRoute(.get, "v2/fields", fields), LawVuRoute(.get, "v2/fields/*/options", options),
        ]
    }

    private static func types(_ kind: MatterOrContract.Kind, _ call: LawVuCall) async throws -> Response {
        let types = try await call.query { $0.directory.types[kind] ?? [] }
        return try page(types.map { ["id": .integer($0.id), "name": .string($0.name), "parent": nil] }, call)
    }

    private static func fields(_ call: LawVuCall) throws -> Response {
        try page(
            LawVuField.all.map { field in
                let properties: JSONValue = field.options.isEmpty ? .null : ["userCanAddOption": false]
                return [
                    "id": .string(field.id), "name": .string(field.name), "type": .string(field.type.rawValue),
                    "properties": properties,
                ]
            }, call)
    }

    private static func options(_ call: LawVuCall) throws -> Response {
        guard let field = LawVuField.named(call.path[2]) else { throw LawVuProblem.notFound }
        guard !field.options.isEmpty else {
            throw LawVuProblem.invalid("FieldId", "Options not supported for field type: \(field.type.rawValue)")
        }
        return try page(
            field.options.map { ["label": .string($0.label), "value": .string($0.value), "properties": nil] }, call)
    }

    private static func page(_ items: [JSONValue], _ call: LawVuCall) throws -> Response {
        let page = try ODataListQuery(call.parameters, topDefault: LawVuLimits.setUpTopDefault)
        return .lawVu(200, ["items": .array(Array(items.dropFirst(page.skip).prefix(page.top)))])
    }
}
