import Records
import SandboxKit

/// The cards of tasks, time, disbursements and related matters.
extension MatterPageQuery {
    func tasksCard() throws -> CardModel {
        let tasks = try newest(Catalogue.tasks, "status IN \([TaskStatus.incomplete, .complete].sql)")
        let fields: [FieldModel] = [.line("name", "Task"), .line("due", "Due", type: "date", isRequired: false)]
        return CardModel(
            "tasks", "Tasks", hint: "Completing \(MatterFormHandler.completeTask.announcement).",
            rows: tasks.map(taskRow), folds: [fold("Add a task", .addTask, "Add", fields)])
    }

    private func taskRow(_ task: ActionStepRecord) -> RowModel {
        let name = task.text("name") ?? ""
        let isDone = task["status"] == TaskStatus.complete.stored
        let due = task.integer("due_timestamp").map { "due " + Presentation.day($0) }
        let toggle = forms.form(
            isDone ? .reopenTask : .completeTask, record: task.idText, isDone ? "Reopen" : "Complete", about: name,
            isPlain: true)
        return RowModel(
            name, detail: due ?? "no due date", tag: isDone ? "complete" : "", tone: "good", isFinished: isDone,
            quick: [toggle], folds: [changeFold(task.idText, about: name, delete: (.deleteTask, "Delete task"))])
    }

    func timeCard() throws -> CardModel {
        CardModel(
            "time", "Time", rows: try newest(Catalogue.timeEntries).map(timeRow),
            folds: [fold("Enter time", .enterTime, "Enter", timeFields("", "0.5"))])
    }

    private func timeRow(_ entry: ActionStepRecord) -> RowModel {
        let text = entry.text("description") ?? ""
        let hours = entry.fixedPoint("actual_hours")?.text ?? "0.00"
        let change = changeFold(
            entry.idText, about: text, edit: (.editTime, "Save", timeFields(text, hours)),
            delete: (.deleteTime, "Delete entry"))
        let day = Presentation.day(entry.integer("timestamp_date") ?? 0)
        return RowModel(text, detail: "\(hours) h, \(day)", folds: [change])
    }

    private func timeFields(_ text: String, _ hours: String) -> [FieldModel] {
        [.line("description", "What was done", text), .line("hours", "Hours", hours)]
    }

    func disbursementsCard() throws -> CardModel {
        CardModel(
            "disbursements", "Disbursements", rows: try newest(Catalogue.disbursements).map(disbursementRow),
            folds: [fold("Enter a disbursement", .enterDisbursement, "Enter", disbursementFields("", ""))])
    }

    private func disbursementRow(_ row: ActionStepRecord) -> RowModel {
        let text = row.text("description") ?? ""
        let price = row.fixedPoint("unit_price")?.text ?? "0.00"
        let change = changeFold(
            row.idText, about: text, edit: (.editDisbursement, "Save", disbursementFields(text, price)),
            delete: (.deleteDisbursement, "Delete disbursement"))
        return RowModel(text, detail: price + ", " + (row.text("date") ?? ""), folds: [change])
    }

    private func disbursementFields(_ text: String, _ price: String) -> [FieldModel] {
        [.line("description", "What was paid for", text), .line("price", "Amount", price)]
    }

    func relatedCard() throws -> CardModel {
        let others = try ActionStepTables.find(
            Catalogue.actions, matter.relatedMatterIDs.compactMap { Catalogue.actions.idValue($0) }, in: reading)
        let rows = others.map { other in
            let name = other.text("name") ?? ""
            return RowModel(
                name, detail: other.text("reference") ?? "", href: "/matters/" + other.idText,
                folds: [changeFold(other.idText, about: name, delete: (.unrelate, "No longer related"))])
        }
        return CardModel(
            "related", "Related matters", rows: rows,
            folds: [fold("Relate another matter", .relate, "Relate", [.line("reference", "Its reference")])])
    }
}
