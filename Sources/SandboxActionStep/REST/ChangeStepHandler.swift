import HTTPTypes
import SandboxKit
import Storage
import Webhooks

/// `actionchangestep`: GET the moves a matter can make, POST one of them.
///
/// Required step fields are listed, and enforced only when a fault asks for it: otherwise a move by action, step and
/// node alone works.
struct ChangeStepHandler: Sendable {
    static let name = "actionchangestep"
    let world: World

    func answer(_ call: RESTCall) async throws -> RESTReply {
        switch call.method {
        case .get: try await moves(call)
        case .post: try await move(call)
        default: throw RequestFailure.methodNotAllowed
        }
    }

    private func moves(_ call: RESTCall) async throws -> RESTReply {
        guard let id = call.ids?.first, call.ids?.count == 1 else { throw RequestFailure.badRequest("Name one action") }
        return try await world.store.read { reading in
            guard let key = Catalogue.actions.idValue(id),
                let matter = try WorldTables.find(Catalogue.actions, key, in: reading)
            else { throw RequestFailure.notFound("actions \(id) was not found") }
            let moves = try PossibleMoves(of: matter, in: reading)
            return RESTReply(call.envelope.document(Self.name, rows: moves.rows, linked: moves.linked))
        }
    }

    private func move(_ call: RESTCall) async throws -> RESTReply {
        guard let row = try call.rows().first, try call.rows().count == 1 else {
            throw RequestFailure.badRequest("One move at a time")
        }
        guard let action = row["links"]?["action"]?.scalarText, let step = row["links"]?["step"]?.scalarText,
            let node = row["links"]?["node"]?.scalarText
        else { throw RequestFailure.badRequest("links.action, links.step and links.node are needed") }
        let matter = try await world.change { change in
            try check(node, leadsTo: step, in: change)
            if call.requiresStepFields { try StepFields.check(row, movingTo: step, in: change) }
            let matter = try change.moveStep(of: action, to: step, writing: try written(in: row, change))
            try addTasks(row, of: step, to: matter, change)
            try fillFields(of: row, in: matter, change)
            try note(row, on: matter, change)
            return matter
        }
        let moved: JSONValue = [
            "id": .string(node + "--" + step),
            "links": ["action": .string(matter.idText), "step": .string(step), "node": .string(node)],
        ]
        return RESTReply(call.envelope.document(Self.name, rows: [moved], linked: nil))
    }

    private func check(_ nodeID: String, leadsTo stepID: String, in change: WorldChange) throws {
        let node = try change.find(Catalogue.nodes, nodeID)
        guard "\(node.text("action_type_id") ?? "")--\(node.text("step_number") ?? "")" == stepID else {
            throw RequestFailure.badRequest("Node \(nodeID) is not an occurrence of step \(stepID)")
        }
    }

    /// What a move may write of the matter besides its step.
    private func written(in row: JSONValue, _ change: WorldChange) throws -> [String: SQLValue] {
        var members = JSONValue.Members()
        members["status"] = row["status"].flatMap { $0.isNull ? nil : $0 }
        if let person = row["assignedToParticipant"], !person.isNull { members["links"] = ["assignedTo": person] }
        let input = try WriteInput(.object(members), for: Catalogue.actions, isNew: false)
        try input.checkLinks(in: change)
        return input.values
    }

    /// `links.stepTasks` names those that the matter is given, of the tasks that belong to the step.
    private func addTasks(_ row: JSONValue, of step: String, to matter: Record, _ change: WorldChange) throws {
        let ids = (row["links"]?["stepTasks"]?.array ?? []).map { $0.scalarText ?? "" }
        guard Set(ids).count == ids.count else { throw RequestFailure.badRequest("links.stepTasks names a task twice") }
        for id in ids {
            guard let task = try? change.find(Catalogue.stepTasks, id), task.text("step_id") == step else {
                throw RequestFailure.badRequest("links.stepTasks: step \(step) has no task \(id)")
            }
            _ = try change.create(
                Catalogue.tasks,
                [
                    "name": task["name"], "priority": task["priority"], "template_id": task.id,
                    "action_id": matter.id, "assignee_id": matter["assigned_to_id"],
                ])
        }
    }

    /// Members such as `stepDataField82`.
    private func fillFields(of row: JSONValue, in matter: Record, _ change: WorldChange) throws {
        for (name, value) in row.members?.entries ?? [] where name.hasPrefix("stepDataField") {
            let field = try change.find(Catalogue.stepDataFields, name.dropFirst("stepDataField".count))
            let collection = try change.find(Catalogue.collections, field.text("data_collection_id") ?? "")
            guard let text = value.scalarText else { throw RequestFailure.badRequest("\(name) is not a text") }
            try change.setField(
                field.text("data_field") ?? "", of: collection.text("name") ?? "", of: matter, to: text)
        }
    }

    private func note(_ row: JSONValue, on matter: Record, _ change: WorldChange) throws {
        guard let text = row["filenote"]?.string, !text.isEmpty else { return }
        _ = try change.create(Catalogue.fileNotes, ["text": .text(text), "action_id": matter.id])
    }
}
