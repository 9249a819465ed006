import SandboxKit
import Storage

/// Opens and moves matters, and adds notes and participants to them.
extension ActionStepChange {
    /// Opens a matter at the first step of its type's workflow.
    func openMatter(
        _ name: String, reference: String?, type: SQLValue, assignedTo assignee: SQLValue
    ) throws -> ActionStepRecord {
        let values: [String: SQLValue] = [
            "name": .text(name), "reference": SQLValue(reference), "action_type_id": type, "assigned_to_id": assignee,
            "step_id": .text((type.plainText ?? "") + "--1"),
        ]
        return try create(Catalogue.actions, values)
    }

    /// Creates a row of a matter.
    @discardableResult func add(
        _ resource: Resource, to matter: ActionStepRecord, _ values: [String: SQLValue]
    ) throws -> ActionStepRecord {
        try create(resource, values.merging(["action_id": matter.id]) { $1 })
    }

    func addParticipant(_ person: SQLValue, as role: SQLValue, to matter: ActionStepRecord) throws {
        try add(Catalogue.actionParticipants, to: matter, ["participant_type_id": role, "participant_id": person])
    }

    func addNote(_ text: String, to matter: ActionStepRecord) throws {
        try add(Catalogue.fileNotes, to: matter, ["text": .text(text)])
    }

    /// Moves a matter to a step of its workflow: updates the row, adds a system note, publishes both events.
    ///
    /// The order of the events is unspecified by the vendor: here the move comes first, then the update of the matter.
    /// A closed matter stays closed; reopening it is a separate change.
    /// - Parameter values: further columns to write; a status among them takes precedence.
    @discardableResult func moveStep(
        of matterID: some StringProtocol, to stepID: some StringProtocol, writing values: [String: SQLValue] = [:]
    ) throws -> ActionStepRecord {
        var matter = try find(Catalogue.actions, matterID)
        let step = try find(Catalogue.steps, stepID)
        guard step["action_type_id"] == matter["action_type_id"] else {
            throw RequestFailure.badRequest("Step \(stepID) is not of this matter's type")
        }
        let before = try matter.text("step_id").map { try find(Catalogue.steps, $0).text("step_name") ?? "" } ?? ""
        matter["step_id"] = step.id
        let isClosed = matter["status"] == MatterStatus.closed.stored
        let status = values["status"] ?? (isClosed ? matter["status"] : step["action_status"])
        if matter["status"] != status { stamp(&matter, ["status_timestamp"]) }
        for (column, value) in values { matter[column] = value }
        matter["status"] = status
        stamp(&matter, Self.modificationColumns)
        try ActionStepTables.update(matter, in: transaction)
        try addMoveNote(of: matter, from: before, to: step.text("step_name") ?? "")
        try publish("StepChanged", matter)
        try publish("ActionUpdated", matter)
        return matter
    }

    /// System notes have no event of their own.
    private func addMoveNote(of matter: ActionStepRecord, from before: String, to after: String) throws {
        var note = Catalogue.fileNotes.record([
            "id": try nextID(Catalogue.fileNotes), "action_id": matter.id, "source": "System", "entered_by": "System",
            "text": .text("Step changed from “\(before)” to “\(after)”"),
        ])
        try fill(&note)
        try ActionStepTables.insert(note, in: transaction)
    }
}
