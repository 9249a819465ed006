import Matters
import SandboxKit
import Storage

extension WorldChange {
    /// Moves a matter to a step of its workflow: the row, the system's own note of it, and both notices.
    ///
    /// The order stays as the vendor leaves it open: the move first, then the update of the matter.
    /// A closed matter stays closed: moving it puts its record right, and opening it again is a decision of its own.
    /// - Parameter values: what else is written of the matter on the way; a status among them wins over all others.
    func moveStep(
        of matterID: some StringProtocol, to stepID: some StringProtocol, writing values: [String: SQLValue] = [:]
    ) throws -> Record {
        var matter = try find(Catalogue.actions, matterID)
        let step = try find(Catalogue.steps, stepID)
        guard step["action_type_id"] == matter["action_type_id"] else {
            throw RequestFailure.badRequest("Step \(stepID) is not of this matter's type")
        }
        let before = try matter.text("step_id").map { try find(Catalogue.steps, $0).text("step_name") ?? "" } ?? ""
        matter["step_id"] = step.id
        let isClosed = matter["status"] == "Closed"
        let status = values["status"] ?? (isClosed ? matter["status"] : step["action_status"])
        if matter["status"] != status { matter["status_timestamp"] = .integer(now.milliseconds) }
        for (column, value) in values { matter[column] = value }
        matter["status"] = status
        matter["modified_timestamp"] = .integer(now.milliseconds)
        try WorldTables.update(matter, in: transaction)
        try noteMove(of: matter, from: before, to: step.text("step_name") ?? "")
        try announce("StepChanged", matter)
        try announce("ActionUpdated", matter)
        return matter
    }

    /// The system's own notes are announced by nobody: the move itself is.
    private func noteMove(of matter: Record, from before: String, to after: String) throws {
        var note = Record(
            Catalogue.fileNotes, id: .integer(try WorldTables.nextID(Catalogue.fileNotes, in: transaction)),
            [
                "text": .text("Step changed from “\(before)” to “\(after)”"), "source": "System",
                "entered_by": "System", "action_id": matter.id,
            ])
        try fill(&note)
        try WorldTables.insert(note, in: transaction)
    }
}
