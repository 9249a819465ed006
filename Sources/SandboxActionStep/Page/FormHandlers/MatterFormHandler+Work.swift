import Matters
import SandboxKit
import Storage
import Webhooks

/// Tasks, time entries, disbursements and bills.
extension MatterFormHandler {
    static let work = [
        addTask, completeTask, reopenTask, deleteTask, enterTime, editTime, deleteTime, enterDisbursement,
        editDisbursement, deleteDisbursement,
    ]

    static let addTask = MatterFormHandler("task", done: "The task was added.", fires: [.taskCreated]) {
        form, matter, change in
        var values: [String: SQLValue] = [
            "name": .text(try form.required("name", "The task")), "action_id": matter.id,
            "assignee_id": matter["assigned_to_id"],
        ]
        if !form["due"].isEmpty { values["due_timestamp"] = .integer(try morning(form.date("due", "The due date"))) }
        _ = try change.create(Catalogue.tasks, values)
    }

    static let completeTask = MatterFormHandler("task-complete", done: "The task was completed.", fires: [.taskUpdated])
    {
        form, matter, change in
        _ = try change.update(try change.row(Catalogue.tasks, form, of: matter), ["status": TaskStatus.complete.stored])
    }

    static let reopenTask = MatterFormHandler("task-reopen", done: "The task was opened again.", fires: [.taskUpdated])
    {
        form, matter, change in
        _ = try change.update(
            try change.row(Catalogue.tasks, form, of: matter), ["status": TaskStatus.incomplete.stored])
    }

    static let deleteTask = MatterFormHandler("task-delete", done: "The task was deleted.") { form, matter, change in
        try change.delete(try change.row(Catalogue.tasks, form, of: matter))
    }

    static let enterTime = MatterFormHandler("time", done: "The time was entered.", fires: [.timeEntryCreated]) {
        form, matter, change in
        _ = try change.create(Catalogue.timeEntries, try timeValues(form).merging(["action_id": matter.id]) { $1 })
    }

    static let editTime = MatterFormHandler(
        "time-edit", done: "The time entry was changed.", fires: [.timeEntryUpdated]
    ) {
        form, matter, change in
        _ = try change.update(try change.row(Catalogue.timeEntries, form, of: matter), try timeValues(form))
    }

    static let deleteTime = MatterFormHandler("time-delete", done: "The time entry was deleted.") {
        form, matter, change in
        try change.delete(try change.row(Catalogue.timeEntries, form, of: matter))
    }

    static let enterDisbursement = MatterFormHandler(
        "disbursement", done: "The disbursement was entered.", fires: [.disbursementCreated]
    ) { form, matter, change in
        _ = try change.create(
            Catalogue.disbursements, try outlayValues(form).merging(["action_id": matter.id]) { $1 })
    }

    static let editDisbursement = MatterFormHandler(
        "disbursement-edit", done: "The disbursement was changed.", fires: [.disbursementUpdated]
    ) { form, matter, change in
        _ = try change.update(try change.row(Catalogue.disbursements, form, of: matter), try outlayValues(form))
    }

    static let deleteDisbursement = MatterFormHandler("disbursement-delete", done: "The disbursement was deleted.") {
        form, matter, change in
        try change.delete(try change.row(Catalogue.disbursements, form, of: matter))
    }

    private static func timeValues(_ form: Submission) throws -> [String: SQLValue] {
        let hours = try form.decimal(
            "hours", "The hours", max: ActionStepChange.largest("actual_hours", of: Catalogue.timeEntries)
        ).stored
        return [
            "description": .text(try form.required("description", "What was done")), "actual_hours": hours,
            "billable_hours": hours,
        ]
    }

    private static func outlayValues(_ form: Submission) throws -> [String: SQLValue] {
        [
            "description": .text(try form.required("description", "What was paid for")),
            "unit_price": try form.decimal(
                "price", "The amount", max: ActionStepChange.largest("unit_price", of: Catalogue.disbursements)
            ).stored,
        ]
    }

    /// 10:00 in Brisbane.
    private static func morning(_ date: CalendarDate) -> Int64 { date.daysSinceEpoch * 86_400_000 }
}
