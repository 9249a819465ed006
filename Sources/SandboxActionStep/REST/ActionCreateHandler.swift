import HTTPTypes
import SandboxKit
import Storage
import Webhooks

/// `actioncreate`: opens a matter; `actions` itself takes no POST.
struct ActionCreateHandler: Sendable {
    static let name = "actioncreate"
    static let partiesMax = 100
    private static let roleLink = "participantType"
    let world: ActionStepWorld

    func answer(_ call: RESTCall) async throws -> RESTReply {
        guard call.method == .post, call.ids?.count ?? 0 < 2 else { throw RequestFailure.methodNotAllowed }
        let (rows, type) = (try call.rows(), call.ids?.first)
        let matters = try await world.change { change in try rows.map { try create($0, type, change) } }
        let answers = matters.map { matter -> JSONValue in
            ["id": .integer(matter.integer("id") ?? 0), "actionName": JSONValue(matter.text("name"))]
        }
        return call.reply(answers, status: 201)
    }

    /// - Parameter type: from the URL, for clients that name it there.
    private func create(_ row: JSONValue, _ type: String?, _ change: ActionStepChange) throws -> ActionStepRecord {
        guard let name = row["actionName"]?.string, !name.isEmpty, name.count <= RESTLimits.textCharactersMax else {
            throw RequestFailure.badRequest("actionName is needed")
        }
        let named = row["links"]?["actionType"]?.scalarText ?? type ?? ""
        guard let type = try? change.find(Catalogue.actionTypes, named) else {
            throw RequestFailure.badRequest("links.actionType: actiontypes \(named) does not exist")
        }
        let assignee = try row["links"]?["assignedToParticipant"]?.scalarText.map {
            try change.find(Catalogue.participants, $0).id
        }
        let matter = try change.openMatter(
            name, reference: row["fileReference"]?.string, type: type.id, assignedTo: assignee ?? .null)
        try addParties(row, to: matter, change)
        if let note = row["fileNote"]?.string, !note.isEmpty { try change.addNote(note, to: matter) }
        return matter
    }

    /// Links such as `"participantType27": ["75165"]`.
    private func addParties(_ row: JSONValue, to matter: ActionStepRecord, _ change: ActionStepChange) throws {
        let links = row["links"]?.members?.entries ?? []
        let parties = links.filter { $0.name.hasPrefix(Self.roleLink) }.flatMap { link in
            (link.value.array ?? [link.value]).map { (link.name.dropFirst(Self.roleLink.count), $0.scalarText ?? "") }
        }
        guard parties.count <= Self.partiesMax else { throw RequestFailure.badRequest("Too many participants") }
        for (role, person) in parties {
            let role = try change.find(Catalogue.participantTypes, role).id
            try change.addParticipant(try change.find(Catalogue.participants, person).id, as: role, to: matter)
        }
    }
}
