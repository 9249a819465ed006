import HTTPTypes
import Hummingbird
import SandboxKit
import Storage
import Webhooks

/// Matters, or contracts, in version 1 of the API.
struct V1MatterOrContractHandler: Sendable {
    let kind: MatterOrContract.Kind
    let world: LawVuWorld

    private var root: String { "\(kind.rawValue)-apis/v1/\(kind.rawValue)s" }

    var routes: [LawVuRoute] {
        [
            LawVuRoute(.get, root, list), LawVuRoute(.post, root, create), LawVuRoute(.get, root + "/:id", one),
            LawVuRoute(.patch, root + "/:id", update),
            LawVuRoute(.get, root + "/externalid/:external", findByExternalID),
            LawVuRoute(.get, root + "/:id/fields", fields), LawVuRoute(.patch, root + "/:id/fields", updateFields),
            LawVuRoute(.get, root + "/:id/users", users), LawVuRoute(.post, root + "/:id/users", assign),
        ]
    }

    private func list(_ call: LawVuCall) async throws -> Response {
        let listQuery = try V1ListQuery(call.parameters, of: kind).listQuery
        let (data, total) = try await world.query(as: call.user) { query in
            (
                try listQuery.run(kind, as: query.user, in: query.reading).map { try query.v1JSON($0) },
                try listQuery.count(kind, as: query.user, in: query.reading)
            )
        }
        return .lawVu(200, ["data": .array(data), "total": .integer(Int64(total))])
    }

    private func one(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        return .lawVu(200, try await world.query(as: call.user) { try $0.v1JSON(try $0.item(kind, id)) })
    }

    /// The response body is the id alone, without an object around it.
    private func create(_ call: LawVuCall) async throws -> Response {
        let json = try await call.json()
        guard let members = json.members else { throw LawVuProblem.invalid("Body", "Send a JSON object.") }
        let operations = members.entries.map { name, value -> JSONValue in
            ["op": "add", "path": .string("/" + name), "value": value]
        }
        let patch = try JSONPatch(.array(operations)).mergePatch
        let created = try await world.change(by: call.user) { change in
            try change.open(kind, try MatterOrContractEdit(patch, of: kind, isNew: true, change.directory))
        }
        return .lawVu(200, .integer(created.id))
    }

    private func update(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        let patch = try JSONPatch(try await call.json()).mergePatch
        return try await change(id, call) { patch }
    }

    private func findByExternalID(_ call: LawVuCall) async throws -> Response {
        let externalID = call.pathParameters[0]
        let found = try await world.query(as: call.user) { query in
            try MatterOrContractTables.select(kind, where: "d.external_id = $3", [.text(externalID)], in: query.reading)
                .first { $0.isVisible(to: query.user) }
        }
        guard let found else { throw LawVuProblem.notFound }
        return .lawVu(200, ["id": .integer(found.id)])
    }

    private func fields(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        let values = try await world.query(as: call.user) { try $0.json(try $0.item(kind, id))["fields"] ?? .null }
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

    private func updateFields(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        let patch = try JSONPatch(try await call.json())
        return try await change(id, call) { ["fields": .object(patch.members)] }
    }

    private func users(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        let people = try await world.query(as: call.user) { query in
            let item = try query.item(kind, id)
            let manager: String? = if case .user(let id) = item.manager { id } else { nil }
            let ids = [item.ownerID, manager == item.ownerID ? nil : manager].compactMap(\.self)
            return ids.map { query.person($0) }
        }
        return .lawVu(200, ["data": .array(people), "total": .integer(Int64(people.count))])
    }

    /// Assigns the owner or the manager. The sandbox has no other members of a matter or contract.
    private func assign(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        let json = try await call.json()
        let user: JSONValue = ["id": json["userId"] ?? .null]
        return try await change(id, call) {
            switch json["target"]?.string {
            case "MatterOwner", "ContractOwner": ["owner": user]
            case "MatterManager" where kind == .matter: ["manager": ["user": user]]
            default: throw LawVuProblem.invalid("Target", "Give MatterOwner or MatterManager.")
            }
        }
    }

    private func change(
        _ id: Int64, _ call: LawVuCall, _ patch: @Sendable @escaping () throws -> JSONValue
    ) async throws -> Response {
        try await world.change(by: call.user) { change in
            let item = try change.query.item(kind, id)
            let edit = try MatterOrContractEdit(try patch(), of: kind, isNew: false, change.directory)
            try change.update(item, edit)
        }
        return Response(status: .ok)
    }
}
