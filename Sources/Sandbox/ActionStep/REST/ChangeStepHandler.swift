import HTTPTypes
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
        default: throw RESTFailure.methodNotAllowed
        }
    }

    private func moves(_ call: RESTCall) async throws -> RESTReply {
        guard let id = call.ids?.first, call.ids?.count == 1 else { throw RESTFailure.badRequest("Name one action") }
        return try await world.store.read { reading in
            guard let key = Catalogue.actions.idValue(id),
                let matter = try WorldTables.find(Catalogue.actions, key, in: reading)
            else { throw RESTFailure.notFound("actions \(id) was not found") }
            let moves = try PossibleMoves(of: matter, in: reading)
            return RESTReply(call.envelope.document(Self.name, rows: moves.rows, linked: moves.linked))
        }
    }

    private func move(_ call: RESTCall) async throws -> RESTReply {
        guard let row = try call.rows().first, try call.rows().count == 1 else {
            throw RESTFailure.badRequest("One move at a time")
        }
        guard let action = row["links"]?["action"]?.scalarText, let step = row["links"]?["step"]?.scalarText,
            let node = row["links"]?["node"]?.scalarText
        else { throw RESTFailure.badRequest("links.action, links.step and links.node are needed") }
        let matter = try await world.change { change in
            try check(node, leadsTo: step, in: change)
            if call.requiresStepFields { try StepFields.check(row, movingTo: step, in: change) }
            let matter = try change.moveStep(of: action, to: step)
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
            throw RESTFailure.badRequest("Node \(nodeID) is not an occurrence of step \(stepID)")
        }
    }

    /// Members such as `stepDataField82`.
    private func fillFields(of row: JSONValue, in matter: Record, _ change: WorldChange) throws {
        for (name, value) in row.members?.entries ?? [] where name.hasPrefix("stepDataField") {
            let field = try change.find(Catalogue.stepDataFields, name.dropFirst("stepDataField".count))
            let collection = try change.find(Catalogue.collections, field.text("data_collection_id") ?? "")
            guard let text = value.scalarText else { throw RESTFailure.badRequest("\(name) is not a text") }
            try change.setField(
                field.text("data_field") ?? "", of: collection.text("name") ?? "", of: matter, to: text)
        }
    }

    private func note(_ row: JSONValue, on matter: Record, _ change: WorldChange) throws {
        guard let text = row["filenote"]?.string, !text.isEmpty else { return }
        _ = try change.create(Catalogue.fileNotes, ["text": .text(text), "action_id": matter.id])
    }
}

/// The other steps of a matter's workflow, with what each asks for.
struct PossibleMoves {
    private(set) var rows: [JSONValue] = []
    let linked: JSONValue

    init(of matter: Record, in reading: any Reading) throws {
        func all(_ resource: Resource) throws -> [Record] {
            try WorldTables.select(
                resource, where: "action_type_id = $2", [matter["action_type_id"]], tail: "ORDER BY id", in: reading)
        }
        let (nodes, steps, fields) = (
            try all(Catalogue.nodes), try all(Catalogue.steps), try all(Catalogue.stepDataFields)
        )
        let stepOf: (Record) -> String = { "\($0.text("action_type_id") ?? "")--\($0.text("step_number") ?? "")" }
        let current = nodes.first { stepOf($0) == matter.text("step_id") }
        for node in nodes where stepOf(node) != matter.text("step_id") {
            rows.append(Self.row(from: current, to: node, step: stepOf(node), fields))
        }
        linked = [
            "steps": .array(steps.filter { $0.id != matter["step_id"] }.map { Presentation.object($0) }),
            "nodes": .array(nodes.map { Presentation.object($0) }), "steptasks": [], "stepmessages": [],
            "stepparticipanttypes": [], "participanttypes": [],
            "stepdatafields": .array(fields.map(Self.field)),
        ]
    }

    private static func row(from current: Record?, to node: Record, step: String, _ fields: [Record]) -> JSONValue {
        let asked = fields.filter { $0.text("step_id") == step }.map { JSONValue.string($0.idText) }
        let none: JSONValue = []
        return [
            "id": .string((current?.idText ?? "0") + "--" + step),
            "links": [
                "step": .string(step), "node": .string(node.idText), "stepTasks": none, "stepMessages": none,
                "documentTemplates": none, "mustCompleteTasks": none, "mustHaveEmailAddresses": none,
                "stepParticipantTypes": none, "otherParticipantTypes": none, "stepDataFields": .array(asked),
                "stepRelatedActionTypes": none,
            ],
        ]
    }

    /// The real system writes the name of a column where the collection's id belongs, and the field's bare name.
    private static func field(_ field: Record) -> JSONValue {
        guard case .object(var members) = Presentation.object(field) else { return nil }
        members["dataField"] = nil
        members["links"] = [
            "actionType": .integer(field.integer("action_type_id") ?? 0), "step": JSONValue(field.text("step_id")),
            "dataCollection": "data_collection_id", "dataField": JSONValue(field.text("data_field")),
        ]
        return .object(members)
    }
}
