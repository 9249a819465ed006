import Matters
import SandboxKit
import Storage

extension ActionStepChange {
    /// Moves a matter to a step of its workflow: updates the row, adds a system note, publishes both events.
    ///
    /// The order of the events is unspecified by the vendor: here the move comes first, then the update of the matter.
    /// A closed matter stays closed; reopening it is a separate change.
    /// - Parameter values: further columns to write; a status among them takes precedence.
    func moveStep(
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
        if matter["status"] != status { matter["status_timestamp"] = .integer(now.milliseconds) }
        for (column, value) in values { matter[column] = value }
        matter["status"] = status
        matter["modified_timestamp"] = .integer(now.milliseconds)
        try ActionStepTables.update(matter, in: transaction)
        try addMoveNote(of: matter, from: before, to: step.text("step_name") ?? "")
        try publish("StepChanged", matter)
        try publish("ActionUpdated", matter)
        return matter
    }

    /// System notes have no event of their own.
    private func addMoveNote(of matter: ActionStepRecord, from before: String, to after: String) throws {
        var note = ActionStepRecord(
            Catalogue.fileNotes, id: .integer(try ActionStepTables.nextID(Catalogue.fileNotes, in: transaction)),
            [
                "text": .text("Step changed from “\(before)” to “\(after)”"), "source": "System",
                "entered_by": "System", "action_id": matter.id,
            ])
        try fill(&note)
        try ActionStepTables.insert(note, in: transaction)
    }
}
