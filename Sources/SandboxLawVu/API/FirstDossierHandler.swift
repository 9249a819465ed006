import HTTPTypes
import Hummingbird
import SandboxKit
import Storage
import Webhooks

/// Matters, or contracts, in the first version of the interface.
struct FirstDossierHandler: Sendable {
    let kind: Dossier.Kind
    let world: LawVuWorld

    private var root: String { "\(kind.rawValue)-apis/v1/\(kind.rawValue)s" }

    var routes: [LawVuRoute] {
        [
            LawVuRoute(.get, root, list), LawVuRoute(.post, root, create), LawVuRoute(.get, root + "/:id", one),
            LawVuRoute(.patch, root + "/:id", update), LawVuRoute(.get, root + "/externalid/:external", lookUp),
            LawVuRoute(.get, root + "/:id/fields", fields), LawVuRoute(.patch, root + "/:id/fields", updateFields),
            LawVuRoute(.get, root + "/:id/users", users), LawVuRoute(.post, root + "/:id/users", assign),
        ]
    }

    private func list(_ call: LawVuCall) async throws -> Response {
        let query = try FirstListQuery(call.parameters, of: kind).query
        let (data, total) = try await world.look(as: call.user) { look in
            (
                try query.run(kind, as: look.user, in: look.reading).map { try look.firstJSON($0) },
                try query.count(kind, as: look.user, in: look.reading)
            )
        }
        return .lawVu(200, ["data": .array(data), "total": .integer(Int64(total))])
    }

    private func one(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        return .lawVu(200, try await world.look(as: call.user) { try $0.firstJSON(try $0.dossier(kind, id)) })
    }

    /// Answers the bare number.
    private func create(_ call: LawVuCall) async throws -> Response {
        let json = try await call.json()
        guard let members = json.members else { throw LawVuProblem.invalid("Body", "Send a JSON object.") }
        let operations = members.entries.map { name, value -> JSONValue in
            ["op": "add", "path": .string("/" + name), "value": value]
        }
        let wish = try JSONPatch(.array(operations)).ofDossier
        let made = try await world.change(by: call.user) { change in
            try change.open(kind, try DossierEdit(wish, of: kind, isNew: true, change.directory))
        }
        return .lawVu(200, .integer(made.id))
    }

    private func update(_ call: LawVuCall) async throws -> Response {
        let (id, wish) = (try call.id(), try JSONPatch(try await call.json()).ofDossier)
        return try await change(id, call) { _ in wish }
    }

    private func lookUp(_ call: LawVuCall) async throws -> Response {
        let externalID = call.gaps[0]
        let found = try await world.look(as: call.user) { look in
            try DossierTables.select(kind, where: "d.external_id = $3", [.text(externalID)], in: look.reading)
                .first { $0.isVisible(to: look.user) }
        }
        guard let found else { throw LawVuProblem.notFound }
        return .lawVu(200, ["id": .integer(found.id)])
    }

    private func fields(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        let shown = try await world.look(as: call.user) { try $0.json(try $0.dossier(kind, id))["fields"] ?? .null }
        let properties = LawVuField.all.map { field -> (String, JSONValue) in
            (field.id, ["title": .string(field.name), "type": .string(field.type.rawValue), "isReadOnly": false])
        }
        let schema: JSONValue = [
            "properties": .object(.init(properties)), "order": .array(LawVuField.all.map { .string($0.id) }),
            "required": [],
        ]
        return .lawVu(
            200, ["detailFields": ["schema": schema, "model": shown], "coreFields": ["schema": nil, "model": nil]])
    }

    private func updateFields(_ call: LawVuCall) async throws -> Response {
        let (id, patch) = (try call.id(), try JSONPatch(try await call.json()))
        return try await change(id, call) { _ in ["fields": .object(patch.members)] }
    }

    private func users(_ call: LawVuCall) async throws -> Response {
        let id = try call.id()
        let people = try await world.look(as: call.user) { look in
            let dossier = try look.dossier(kind, id)
            let manager: String? = if case .user(let id) = dossier.manager { id } else { nil }
            let ids = [dossier.ownerID, manager == dossier.ownerID ? nil : manager].compactMap(\.self)
            return ids.map { look.person($0) }
        }
        return .lawVu(200, ["data": .array(people), "total": .integer(Int64(people.count))])
    }

    /// Makes somebody the owner or the manager. Members without either part are not kept.
    private func assign(_ call: LawVuCall) async throws -> Response {
        let (id, wish) = (try call.id(), try await call.json())
        let user: JSONValue = ["id": wish["userId"] ?? .null]
        return try await change(id, call) { _ in
            switch wish["target"]?.string {
            case "MatterOwner", "ContractOwner": ["owner": user]
            case "MatterManager" where kind == .matter: ["manager": ["user": user]]
            default: throw LawVuProblem.invalid("Target", "Give MatterOwner or MatterManager.")
            }
        }
    }

    private func change(
        _ id: Int64, _ call: LawVuCall, _ wish: @Sendable @escaping (Dossier) throws -> JSONValue
    ) async throws -> Response {
        try await world.change(by: call.user) { change in
            let dossier = try change.look.dossier(kind, id)
            let edit = try DossierEdit(try wish(dossier), of: kind, isNew: false, change.directory)
            try change.update(dossier, edit)
        }
        return Response(status: .ok)
    }
}
