import Hummingbird
import SandboxKit
import Webhooks

/// Matters, or contracts, in version 1 of the API.
struct V1MatterOrContractHandler: Sendable {
    let kind: MatterOrContract.Kind

    var routes: [LawVuRoute] {
        let root = "\(kind.rawValue)-apis/v1/\(kind.rawValue)s"
        return [
            LawVuRoute(.get, root, list), LawVuRoute(.post, root, create),
            LawVuRoute(.get, root + "/:id") { call in
                .lawVu(200, try await call.query { try $0.v1JSON(try $0.item(kind, call.id)) })
            },
            LawVuRoute(.patch, root + "/:id") { call in
                let patch = try JSONPatch(try await call.json()).mergePatch
                return try await change(call) { patch }
            },
            LawVuRoute(.get, root + "/externalid/*", findByExternalID),
            LawVuRoute(.get, root + "/:id/fields", fields),
            LawVuRoute(.patch, root + "/:id/fields") { call in
                let patch = try JSONPatch(try await call.json())
                return try await change(call) { ["fields": .object(patch.members)] }
            },
            LawVuRoute(.get, root + "/:id/users", users), LawVuRoute(.post, root + "/:id/users", assign),
        ]
    }

    private func list(_ call: LawVuCall) async throws -> Response {
        let listQuery = try ODataListQuery(v1: call.parameters, of: kind)
        return try await call.query { query in
            .lawVu(try listQuery.run(kind, query).map { try query.v1JSON($0) }, of: try listQuery.count(kind, query))
        }
    }

    /// The response body is the id alone, without an object around it.
    private func create(_ call: LawVuCall) async throws -> Response {
        let json = try await call.json()
        guard let members = json.members else { throw LawVuProblem.invalid("Body", "Send a JSON object.") }
        let operations = members.entries.map { name, value -> JSONValue in
            ["op": "add", "path": .string("/" + name), "value": value]
        }
        let patch = try JSONPatch(.array(operations)).mergePatch
        let created = try await call.change { change in
            try change.open(kind, try MatterOrContractEdit(patch, of: kind, isNew: true, change.directory))
        }
        return .lawVu(200, .integer(created.id))
    }

    private func findByExternalID(_ call: LawVuCall) async throws -> Response {
        let found = try await call.query { query in
            try MatterOrContractTables.find(kind, externalID: call.path.last ?? "", in: query.reading)
        }
        guard let found, found.isVisible(to: call.user) else { throw LawVuProblem.notFound }
        return .lawVu(200, ["id": .integer(found.id)])
    }

    private func fields(_ call: LawVuCall) async throws -> Response {
        let values = try await call.query { try $0.json(try $0.item(kind, call.id))["fields"] ?? .null }
        let properties = LawVuField.all.map { field -> (String, JSONValue) in
            (field.id, ["title": .string(field.name), "type": .string(field.type.rawValue), "isReadOnly": false])
        }
        let schema: JSONValue = [
            "properties": .object(.init(properties)), "order": .array(LawVuField.all.map { .string($0.id) }),
            "required": [],
        ]
        return .lawVu(
            200, ["detailFields": ["schema": schema, "model": values], "coreFields": ["schema": nil, "model": nil]])
    }

    private func users(_ call: LawVuCall) async throws -> Response {
        let people = try await call.query { query in
            let item = try query.item(kind, call.id)
            let ids = [item.ownerID, item.managerID == item.ownerID ? nil : item.managerID].compactMap(\.self)
            return ids.map { query.person($0) }
        }
        return .lawVu(people, of: people.count)
    }

    /// Assigns the owner or the manager. The sandbox has no other members of a matter or contract.
    private func assign(_ call: LawVuCall) async throws -> Response {
        let json = try await call.json()
        let user: JSONValue = ["id": json["userId"] ?? .null]
        return try await change(call) {
            switch json["target"]?.string {
            case "MatterOwner", "ContractOwner": ["owner": user]
            case "MatterManager" where kind == .matter: ["manager": ["user": user]]
            default: throw LawVuProblem.invalid("Target", "Give MatterOwner or MatterManager.")
            }
        }
    }

    private func change(_ call: LawVuCall, _ patch: @Sendable @escaping () throws -> JSONValue) async throws -> Response
    {
        try await call.change { try $0.update(kind, call.id, patch) }
        return Response(status: .ok)
    }
}
