import Matters
import Storage

/// The statements that write a matter's tasks, time and disbursements. Decimals stand as ten-thousandths.
extension MatterRow {
    func write(_ task: MatterTask) throws {
        try transaction.run(
            """
            INSERT INTO tasks (firm_id, matter_id, ref, name, status, is_done, priority, assignee, due_on, completed_on)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (firm_id, matter_id, ref) DO UPDATE SET name = excluded.name, status = excluded.status,
                is_done = excluded.is_done, priority = excluded.priority, assignee = excluded.assignee,
                due_on = excluded.due_on, completed_on = excluded.completed_on
            """,
            key + [
                .text(task.ref), .text(task.name), .text(task.status), SQLValue(task.isDone), SQLValue(task.priority),
                SQLValue(task.assignee), SQLValue(task.dueOn?.text), SQLValue(task.completedOn?.text),
            ])
    }

    func write(_ entry: TimeEntry) throws {
        try transaction.run(
            """
            INSERT INTO time_entries (firm_id, matter_id, ref, worked_on, description, person, hours, billable_hours,
                amount, is_billable)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (firm_id, matter_id, ref) DO UPDATE SET worked_on = excluded.worked_on,
                description = excluded.description, person = excluded.person, hours = excluded.hours,
                billable_hours = excluded.billable_hours, amount = excluded.amount, is_billable = excluded.is_billable
            """,
            key + [
                .text(entry.ref), SQLValue(entry.workedOn?.text), .text(entry.description), SQLValue(entry.person),
                SQLValue(entry.hours?.tenThousandths), SQLValue(entry.billableHours?.tenThousandths),
                SQLValue(entry.amount?.tenThousandths), SQLValue(entry.isBillable),
            ])
    }

    func write(_ disbursement: Disbursement) throws {
        try transaction.run(
            """
            INSERT INTO disbursements (firm_id, matter_id, ref, incurred_on, description, quantity, unit_price,
                includes_tax, is_anticipated)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (firm_id, matter_id, ref) DO UPDATE SET incurred_on = excluded.incurred_on,
                description = excluded.description, quantity = excluded.quantity, unit_price = excluded.unit_price,
                includes_tax = excluded.includes_tax, is_anticipated = excluded.is_anticipated
            """,
            key + [
                .text(disbursement.ref), SQLValue(disbursement.incurredOn?.text), .text(disbursement.description),
                SQLValue(disbursement.quantity?.tenThousandths), SQLValue(disbursement.unitPrice?.tenThousandths),
                SQLValue(disbursement.includesTax), SQLValue(disbursement.isAnticipated),
            ])
    }
}
