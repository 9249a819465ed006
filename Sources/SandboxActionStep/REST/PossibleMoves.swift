import Storage
import Webhooks

/// The other steps of a matter's workflow, with the fields that each requires.
struct PossibleMoves {
    private(set) var rows: [JSONValue] = []
    let linked: JSONValue

    init(of matter: ActionStepRecord, in reading: any Reading) throws {
        func all(_ resource: Resource) throws -> [ActionStepRecord] {
            try ActionStepTables.select(
                resource, where: "action_type_id = $2", [matter["action_type_id"]], tail: "ORDER BY id", in: reading)
        }
        let (nodes, steps) = (try all(Catalogue.nodes), try all(Catalogue.steps))
        let (fields, tasks) = (try all(Catalogue.stepDataFields), try all(Catalogue.stepTasks))
        let stepOf: (ActionStepRecord) -> String = {
            "\($0.text("action_type_id") ?? "")--\($0.text("step_number") ?? "")"
        }
        let current = nodes.first { stepOf($0) == matter.text("step_id") }
        for node in nodes where stepOf(node) != matter.text("step_id") {
            rows.append(Self.row(from: current, to: node, step: stepOf(node), fields, tasks))
        }
        linked = [
            "steps": .array(steps.filter { $0.id != matter["step_id"] }.map { Presentation.object($0) }),
            "nodes": .array(nodes.map { Presentation.object($0) }),
            "steptasks": .array(tasks.map { Presentation.object($0) }), "stepmessages": [], "stepparticipanttypes": [],
            "participanttypes": [], "stepdatafields": .array(fields.map(Self.field)),
        ]
    }

    private static func row(
        from current: ActionStepRecord?, to node: ActionStepRecord, step: String, _ fields: [ActionStepRecord],
        _ tasks: [ActionStepRecord]
    ) -> JSONValue {
        let offered = tasks.filter { $0.text("step_id") == step }.map { JSONValue.integer($0.integer("id") ?? 0) }
        let asked = fields.filter { $0.text("step_id") == step }.map { JSONValue.string($0.idText) }
        let none: JSONValue = []
        return [
            "id": .string((current?.idText ?? "0") + "--" + step),
            "links": [
                "step": .string(step), "node": .string(node.idText), "stepTasks": .array(offered), "stepMessages": none,
                "documentTemplates": none, "mustCompleteTasks": none, "mustHaveEmailAddresses": none,
                "stepParticipantTypes": none, "otherParticipantTypes": none, "stepDataFields": .array(asked),
                "stepRelatedActionTypes": none,
            ],
        ]
    }

    /// The real system writes a column name in place of the collection's id, and the field's name without it.
    private static func field(_ field: ActionStepRecord) -> JSONValue {
        guard case .object(var members) = Presentation.object(field) else { return nil }
        members["dataField"] = nil
        members["links"] = [
            "actionType": .integer(field.integer("action_type_id") ?? 0), "step": JSONValue(field.text("step_id")),
            "dataCollection": "data_collection_id", "dataField": JSONValue(field.text("data_field")),
        ]
        return .object(members)
    }
}
