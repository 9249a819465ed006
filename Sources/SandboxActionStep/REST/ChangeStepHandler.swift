import HTTPTypes
import SandboxKit
import Storage
import Webhooks

/// `actionchangestep`: GET the moves a matter can make, POST one of them.
///
/// Required step fields are listed, and enforced only while a fault asks for it: otherwise a move with action, step and
/// node alone succeeds.
struct ChangeStepHandler: Sendable {
    static let name = "actionchangestep"
    let world: ActionStepWorld

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
            guard let matter = try ActionStepTables.find(Catalogue.actions, text: id, in: reading) else {
                throw RequestFailure.notFound("actions \(id) was not found")
            }
            let moves = try PossibleMoves(of: matter, in: reading)
            return call.reply(moves.rows, linked: moves.linked)
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
            if call.requiresStepFields { try checkFields(row, requiredBy: step, in: change) }
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
        return call.reply([moved])
    }

    private func check(_ nodeID: String, leadsTo stepID: String, in change: ActionStepChange) throws {
        let node = try change.find(Catalogue.nodes, nodeID)
        guard "\(node.text("action_type_id") ?? "")--\(node.text("step_number") ?? "")" == stepID else {
            throw RequestFailure.badRequest("Node \(nodeID) is not an occurrence of step \(stepID)")
        }
    }

    private func checkFields(_ row: JSONValue, requiredBy stepID: String, in change: ActionStepChange) throws {
        let required = try ActionStepTables.select(
            Catalogue.stepDataFields, where: "step_id = $2 AND is_required = 1", [.text(stepID)], tail: "ORDER BY id",
            in: change.transaction)
        for field in required {
            let name = "stepDataField" + field.idText
            guard row[name]?.scalarText?.isEmpty == false else {
                throw RequestFailure.badRequest("\(name) (\(field.text("field_label") ?? "")) is needed for this step")
            }
        }
    }

    /// The columns of the matter that a move may write besides its step.
    private func written(in row: JSONValue, _ change: ActionStepChange) throws -> [String: SQLValue] {
        var members = JSONValue.Members()
        members["status"] = row["status"].flatMap { $0.isNull ? nil : $0 }
        if let person = row["assignedToParticipant"], !person.isNull { members["links"] = ["assignedTo": person] }
        let input = try WriteInput(.object(members), for: Catalogue.actions, isNew: false)
        try input.checkLinks(in: change)
        return input.values
    }

    /// `links.stepTasks` names the tasks of the step that are created for the matter.
    private func addTasks(_ row: JSONValue, of step: String, to matter: ActionStepRecord, _ change: ActionStepChange)
        throws
    {
        let ids = (row["links"]?["stepTasks"]?.array ?? []).map { $0.scalarText ?? "" }
        guard Set(ids).count == ids.count else { throw RequestFailure.badRequest("links.stepTasks names a task twice") }
        for id in ids {
            guard let task = try? change.find(Catalogue.stepTasks, id), task.text("step_id") == step else {
                throw RequestFailure.badRequest("links.stepTasks: step \(step) has no task \(id)")
            }
            let values = [
                "name": task["name"], "priority": task["priority"], "template_id": task.id,
                "assignee_id": matter["assigned_to_id"],
            ]
            try change.add(Catalogue.tasks, to: matter, values)
        }
    }

    /// The row's members such as `stepDataField82`.
    private func fillFields(of row: JSONValue, in matter: ActionStepRecord, _ change: ActionStepChange) throws {
        for (name, value) in row.members?.entries ?? [] where name.hasPrefix("stepDataField") {
            let field = try change.find(Catalogue.stepDataFields, name.dropFirst("stepDataField".count))
            let collection = try change.find(Catalogue.collections, field.text("data_collection_id") ?? "")
            guard let text = value.scalarText else { throw RequestFailure.badRequest("\(name) is not a text") }
            try change.setField(field.text("data_field") ?? "", of: collection.text("name") ?? "", of: matter, to: text)
        }
    }

    private func note(_ row: JSONValue, on matter: ActionStepRecord, _ change: ActionStepChange) throws {
        if let text = row["filenote"]?.string, !text.isEmpty { try change.addNote(text, to: matter) }
    }
}
