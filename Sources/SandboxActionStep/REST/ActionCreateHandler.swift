import HTTPTypes
import SandboxKit
import Storage
import Webhooks

/// `actioncreate`: the one way to open a matter, a resource apart from the matters themselves.
struct ActionCreateHandler: Sendable {
    static let name = "actioncreate"
    static let partiesMax = 100
    private static let roleLink = "participantType"
    let world: World

    func answer(_ call: RESTCall) async throws -> RESTReply {
        guard call.method == .post, call.ids?.count ?? 0 < 2 else { throw RequestFailure.methodNotAllowed }
        let (rows, type) = (try call.rows(), call.ids?.first)
        let matters = try await world.change { change in try rows.map { try create($0, type, change) } }
        let answers = matters.map { matter -> JSONValue in
            ["id": .integer(matter.integer("id") ?? 0), "actionName": JSONValue(matter.text("name"))]
        }
        return RESTReply(status: 201, body: call.envelope.document(Self.name, rows: answers, linked: nil))
    }

    /// - Parameter type: from the URL, for clients that name it there.
    private func create(_ row: JSONValue, _ type: String?, _ change: WorldChange) throws -> Record {
        guard let name = row["actionName"]?.string, !name.isEmpty, name.count <= RESTLimits.textCharactersMax else {
            throw RequestFailure.badRequest("actionName is needed")
        }
        let named = row["links"]?["actionType"]?.scalarText ?? type ?? ""
        guard let type = try? change.find(Catalogue.actionTypes, named) else {
            throw RequestFailure.badRequest("links.actionType: actiontypes \(named) does not exist")
        }
        var values: [String: SQLValue] = [
            "name": .text(name), "reference": SQLValue(row["fileReference"]?.string), "action_type_id": type.id,
            "step_id": .text(type.idText + "--1"),
        ]
        if let id = row["links"]?["assignedToParticipant"]?.scalarText {
            values["assigned_to_id"] = try change.find(Catalogue.participants, id).id
        }
        let matter = try change.create(Catalogue.actions, values)
        try addParties(row, to: matter, change)
        if let note = row["fileNote"]?.string, !note.isEmpty {
            _ = try change.create(Catalogue.fileNotes, ["text": .text(note), "action_id": matter.id])
        }
        return matter
    }

    /// Links such as `"participantType27": ["75165"]`.
    private func addParties(_ row: JSONValue, to matter: Record, _ change: WorldChange) throws {
        let links = row["links"]?.members?.entries ?? []
        let parties = links.filter { $0.name.hasPrefix(Self.roleLink) }.flatMap { link in
            (link.value.array ?? [link.value]).map { (link.name.dropFirst(Self.roleLink.count), $0.scalarText ?? "") }
        }
        guard parties.count <= Self.partiesMax else { throw RequestFailure.badRequest("Too many participants") }
        for (role, person) in parties {
            _ = try change.create(
                Catalogue.actionParticipants,
                [
                    "action_id": matter.id, "participant_type_id": try change.find(Catalogue.participantTypes, role).id,
                    "participant_id": try change.find(Catalogue.participants, person).id,
                ])
        }
    }
}
