import Records
import SandboxKit
import Storage

/// The cards of tasks, time, disbursements and related matters.
extension MatterPageQuery {
    static let workRowsMax = 15

    func tasksCard() throws -> CardModel {
        let tasks = try newest(Catalogue.tasks, "status IN \([TaskStatus.incomplete, .complete].sql)")
        return CardModel(
            "tasks", "Tasks", hint: "Completing \(MatterFormHandler.completeTask.announcement).",
            rows: tasks.map(taskRow),
            folds: [
                FoldModel(
                    "Add a task",
                    [
                        forms.form(
                            .addTask, "Add",
                            [.line("name", "Task"), .line("due", "Due", type: "date", isRequired: false)])
                    ])
            ])
    }

    private func taskRow(_ task: ActionStepRecord) -> RowModel {
        let name = task.text("name") ?? ""
        let isDone = task["status"] == TaskStatus.complete.stored
        let due = task.integer("due_timestamp").map { "due " + MatterLabels.shortTime($0).prefix(10) }
        return RowModel(
            name, detail: due ?? "no due date", tag: isDone ? "complete" : "", tone: "good", isFinished: isDone,
            quick: [
                forms.form(
                    isDone ? .reopenTask : .completeTask, record: task.idText, isDone ? "Reopen" : "Complete",
                    about: name, isPlain: true)
            ],
            folds: [
                FoldModel(
                    "Change", about: name,
                    [forms.form(.deleteTask, record: task.idText, "Delete task", about: name, isPlain: true)])
            ])
    }

    func timeCard() throws -> CardModel {
        CardModel(
            "time", "Time", rows: try newest(Catalogue.timeEntries).map(timeRow),
            folds: [FoldModel("Enter time", [forms.form(.enterTime, "Enter", timeFields("", "0.5"))])])
    }

    private func timeRow(_ entry: ActionStepRecord) -> RowModel {
        let (text, hours) = (entry.text("description") ?? "", entry.fixedPoint("actual_hours")?.text ?? "0.00")
        let day = MatterLabels.shortTime(entry.integer("timestamp_date") ?? 0).prefix(10)
        return RowModel(
            text, detail: "\(hours) h, \(day)",
            folds: [
                FoldModel(
                    "Change", about: text,
                    [
                        forms.form(.editTime, record: entry.idText, "Save", about: text, timeFields(text, hours)),
                        forms.form(.deleteTime, record: entry.idText, "Delete entry", about: text, isPlain: true),
                    ])
            ])
    }

    private func timeFields(_ text: String, _ hours: String) -> [FieldModel] {
        [.line("description", "What was done", text), .line("hours", "Hours", hours)]
    }

    func disbursementsCard() throws -> CardModel {
        CardModel(
            "disbursements", "Disbursements", rows: try newest(Catalogue.disbursements).map(disbursementRow),
            folds: [
                FoldModel(
                    "Enter a disbursement", [forms.form(.enterDisbursement, "Enter", disbursementFields("", ""))])
            ])
    }

    private func disbursementRow(_ row: ActionStepRecord) -> RowModel {
        let (text, price) = (row.text("description") ?? "", row.fixedPoint("unit_price")?.text ?? "0.00")
        return RowModel(
            text, detail: [price, row.text("date") ?? ""].joined(separator: ", "),
            folds: [
                FoldModel(
                    "Change", about: text,
                    [
                        forms.form(
                            .editDisbursement, record: row.idText, "Save", about: text, disbursementFields(text, price)),
                        forms.form(
                            .deleteDisbursement, record: row.idText, "Delete disbursement", about: text, isPlain: true),
                    ])
            ])
    }

    private func disbursementFields(_ text: String, _ price: String) -> [FieldModel] {
        [.line("description", "What was paid for", text), .line("price", "Amount", price)]
    }

    func relatedCard() throws -> CardModel {
        let others = try ActionStepTables.find(
            Catalogue.actions, matter.relatedMatterIDs.compactMap { Catalogue.actions.idValue($0) }, in: reading)
        return CardModel(
            "related", "Related matters",
            rows: others.map { other in
                let name = other.text("name") ?? ""
                return RowModel(
                    name, detail: other.text("reference") ?? "", href: "/matters/" + other.idText,
                    folds: [
                        FoldModel(
                            "Change", about: name,
                            [
                                forms.form(
                                    .unrelate, record: other.idText, "No longer related", about: name, isPlain: true)
                            ])
                    ])
            },
            folds: [
                FoldModel(
                    "Relate another matter", [forms.form(.relate, "Relate", [.line("reference", "Its reference")])])
            ])
    }

    private func newest(_ resource: Resource, _ condition: String = "1 = 1") throws -> [ActionStepRecord] {
        try ActionStepTables.select(
            resource, where: "action_id = $2 AND \(condition)", [matter.id],
            tail: "ORDER BY id DESC LIMIT \(Self.workRowsMax)", in: reading)
    }
}
