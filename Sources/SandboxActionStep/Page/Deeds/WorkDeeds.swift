import Matters
import SandboxKit
import Storage
import Webhooks

/// Tasks, time and money.
extension Deed {
    static let work = [
        addTask, completeTask, reopenTask, deleteTask, enterTime, editTime, deleteTime, enterDisbursement,
        editDisbursement, deleteDisbursement,
    ]

    static let addTask = Deed("task", done: "The task was added.", fires: [.taskCreated]) { form, matter, change in
        var values: [String: SQLValue] = [
            "name": .text(try form.required("name", "The task")), "action_id": matter.id,
            "assignee_id": matter["assigned_to_id"],
        ]
        if !form["due"].isEmpty { values["due_timestamp"] = .integer(try morning(form.date("due", "The due date"))) }
        _ = try change.create(Catalogue.tasks, values)
    }

    static let completeTask = Deed("task-complete", done: "The task was completed.", fires: [.taskUpdated]) {
        form, matter, change in
        _ = try change.update(try change.row(Catalogue.tasks, form, of: matter), ["status": "Complete"])
    }

    static let reopenTask = Deed("task-reopen", done: "The task was opened again.", fires: [.taskUpdated]) {
        form, matter, change in
        _ = try change.update(try change.row(Catalogue.tasks, form, of: matter), ["status": "Incomplete"])
    }

    static let deleteTask = Deed("task-delete", done: "The task was deleted.") { form, matter, change in
        try change.delete(try change.row(Catalogue.tasks, form, of: matter))
    }

    static let enterTime = Deed("time", done: "The time was entered.", fires: [.timeEntryCreated]) {
        form, matter, change in
        _ = try change.create(Catalogue.timeEntries, try timeValues(form).merging(["action_id": matter.id]) { $1 })
    }

    static let editTime = Deed("time-edit", done: "The time entry was changed.", fires: [.timeEntryUpdated]) {
        form, matter, change in
        _ = try change.update(try change.row(Catalogue.timeEntries, form, of: matter), try timeValues(form))
    }

    static let deleteTime = Deed("time-delete", done: "The time entry was deleted.") { form, matter, change in
        try change.delete(try change.row(Catalogue.timeEntries, form, of: matter))
    }

    static let enterDisbursement = Deed(
        "disbursement", done: "The disbursement was entered.", fires: [.disbursementCreated]
    ) { form, matter, change in
        _ = try change.create(
            Catalogue.disbursements, try outlayValues(form).merging(["action_id": matter.id]) { $1 })
    }

    static let editDisbursement = Deed(
        "disbursement-edit", done: "The disbursement was changed.", fires: [.disbursementUpdated]
    ) { form, matter, change in
        _ = try change.update(try change.row(Catalogue.disbursements, form, of: matter), try outlayValues(form))
    }

    static let deleteDisbursement = Deed("disbursement-delete", done: "The disbursement was deleted.") {
        form, matter, change in
        try change.delete(try change.row(Catalogue.disbursements, form, of: matter))
    }

    private static func timeValues(_ form: Submission) throws -> [String: SQLValue] {
        let hours = try form.decimal(
            "hours", "The hours", max: WorldChange.largest("actual_hours", of: Catalogue.timeEntries)
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
                "price", "The amount", max: WorldChange.largest("unit_price", of: Catalogue.disbursements)
            ).stored,
        ]
    }

    /// Ten in the morning, in Brisbane.
    private static func morning(_ date: CalendarDate) -> Int64 { date.daysSinceEpoch * 86_400_000 }
}
