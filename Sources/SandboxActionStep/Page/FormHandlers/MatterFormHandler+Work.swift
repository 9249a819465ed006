import Matters
import SandboxKit
import Storage
import Webhooks

/// Tasks, time entries and disbursements.
extension MatterFormHandler {
    static let work = [
        addTask, completeTask, reopenTask, deleteTask, enterTime, editTime, deleteTime, enterDisbursement,
        editDisbursement, deleteDisbursement,
    ]

    static let addTask = MatterFormHandler("task", done: "The task was added.", fires: [.taskCreated]) {
        form, matter, change in
        let name = try form.required("name", "The task")
        // 10:00 in Brisbane.
        let due = form["due"].isEmpty ? nil : try form.date("due", "The due date").daysSinceEpoch * 86_400_000
        try change.add(
            Catalogue.tasks, to: matter,
            ["name": .text(name), "due_timestamp": SQLValue(due), "assignee_id": matter["assigned_to_id"]])
    }

    static let completeTask = editing(Catalogue.tasks, "task-complete", done: "The task was completed.") { _ in
        ["status": TaskStatus.complete.stored]
    }

    static let reopenTask = editing(Catalogue.tasks, "task-reopen", done: "The task was opened again.") { _ in
        ["status": TaskStatus.incomplete.stored]
    }

    static let deleteTask = deleting(Catalogue.tasks, "task-delete", done: "The task was deleted.")

    static let enterTime = adding(Catalogue.timeEntries, "time", done: "The time was entered.", timeValues)
    static let editTime = editing(Catalogue.timeEntries, "time-edit", done: "The time entry was changed.", timeValues)
    static let deleteTime = deleting(Catalogue.timeEntries, "time-delete", done: "The time entry was deleted.")

    static let enterDisbursement = adding(
        Catalogue.disbursements, "disbursement", done: "The disbursement was entered.", disbursementValues)
    static let editDisbursement = editing(
        Catalogue.disbursements, "disbursement-edit", done: "The disbursement was changed.", disbursementValues)
    static let deleteDisbursement = deleting(
        Catalogue.disbursements, "disbursement-delete", done: "The disbursement was deleted.")

    @Sendable private static func timeValues(_ form: Submission) throws -> [String: SQLValue] {
        let max = ActionStepChange.largest("actual_hours", of: Catalogue.timeEntries)
        let hours = try form.decimal("hours", "The hours", max: max).stored
        let text = try form.required("description", "What was done")
        return ["description": .text(text), "actual_hours": hours, "billable_hours": hours]
    }

    @Sendable private static func disbursementValues(_ form: Submission) throws -> [String: SQLValue] {
        let text = try form.required("description", "What was paid for")
        let max = ActionStepChange.largest("unit_price", of: Catalogue.disbursements)
        return ["description": .text(text), "unit_price": try form.decimal("price", "The amount", max: max).stored]
    }
}
