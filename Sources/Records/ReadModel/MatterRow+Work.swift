import Matters
import Storage

/// The statements that write a matter's tasks, time and disbursements.
extension MatterRow {
    private static let taskStatement = upsert(
        "tasks", "name", "status", "is_done", "priority", "assignee", "due_on", "completed_on")
    private static let timeEntryStatement = upsert(
        "time_entries", "worked_on", "description", "person", "hours", "billable_hours", "amount", "is_billable")
    private static let disbursementStatement = upsert(
        "disbursements", "incurred_on", "description", "quantity", "unit_price", "includes_tax", "is_anticipated")

    /// Inserts a row, or updates all of its columns.
    private static func upsert(_ table: String, _ columns: String...) -> String {
        """
        INSERT INTO \(table) (firm_id, matter_id, ref, \(columns.joined(separator: ", ")))
        VALUES (\((1...columns.count + 3).map { "$\($0)" }.joined(separator: ", ")))
        ON CONFLICT (firm_id, matter_id, ref) DO UPDATE SET
            \(columns.map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
        """
    }

    func write(_ task: MatterTask) throws {
        try transaction.run(
            Self.taskStatement,
            key + [
                .text(task.ref), .text(task.name), .text(task.status), SQLValue(task.isDone), SQLValue(task.priority),
                SQLValue(task.assignee), SQLValue(task.dueOn), SQLValue(task.completedOn),
            ])
    }

    func write(_ entry: TimeEntry) throws {
        try transaction.run(
            Self.timeEntryStatement,
            key + [
                .text(entry.ref), SQLValue(entry.workedOn), .text(entry.description), SQLValue(entry.person),
                SQLValue(entry.hours), SQLValue(entry.billableHours), SQLValue(entry.amount),
                SQLValue(entry.isBillable),
            ])
    }

    func write(_ cost: Disbursement) throws {
        try transaction.run(
            Self.disbursementStatement,
            key + [
                .text(cost.ref), SQLValue(cost.incurredOn), .text(cost.description), SQLValue(cost.quantity),
                SQLValue(cost.unitPrice), SQLValue(cost.includesTax), SQLValue(cost.isAnticipated),
            ])
    }
}
