package import Matters

/// Tasks, time, disbursements and filing. Decimals are text, so that no reader makes floating point of them.
extension MatterJSON {
    package static func task(_ task: MatterTask) -> JSONValue {
        [
            "id": .string(task.ref), "name": .string(task.name), "status": .string(task.status),
            "done": .bool(task.isDone), "priority": JSONValue(task.priority), "assignee": JSONValue(task.assignee),
            "due_date": JSONValue(task.dueOn?.text), "completed_date": JSONValue(task.completedOn?.text),
        ]
    }

    static func timeEntry(_ entry: TimeEntry) -> JSONValue {
        [
            "id": .string(entry.ref), "date": JSONValue(entry.workedOn?.text),
            "description": .string(entry.description), "person": JSONValue(entry.person),
            "hours": JSONValue(entry.hours?.text()), "billable_hours": JSONValue(entry.billableHours?.text()),
            "amount": JSONValue(entry.amount?.text(placesMin: 2)), "billable": .bool(entry.isBillable),
        ]
    }

    static func disbursement(_ cost: Disbursement) -> JSONValue {
        [
            "id": .string(cost.ref), "date": JSONValue(cost.incurredOn?.text), "description": .string(cost.description),
            "quantity": JSONValue(cost.quantity?.text()), "unit_price": JSONValue(cost.unitPrice?.text(placesMin: 2)),
            "amount": JSONValue(cost.amount?.text(placesMin: 2)), "includes_tax": .bool(cost.includesTax),
            "anticipated": .bool(cost.isAnticipated),
        ]
    }

    static func related(_ matter: ScopedMatter.RelatedLine) -> JSONValue {
        ["id": .string(matter.id), "reference": .string(matter.reference), "name": .string(matter.name)]
    }
}
