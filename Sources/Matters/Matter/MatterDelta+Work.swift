/// Tasks, time and disbursements. Only staff see them, so the change log may hold their texts.
extension MatterDelta {
    static func changes(_ tasks: List<MatterTask>) -> [Change] {
        tasks.changes(
            .item, topic: Change.taskTopic, text: { $0.name },
            facts: [
                ("name", { $0.name }), ("status", { $0.status }), ("priority", { $0.priority }),
                ("assignee", { $0.assignee }), ("due", { $0.dueOn?.text }), ("completed", { $0.completedOn?.text }),
            ])
    }

    static func changes(_ entries: List<TimeEntry>) -> [Change] {
        entries.changes(
            .disbursement, topic: Change.timeTopic, text: { $0.description },
            facts: [
                ("description", { $0.description }), ("day", { $0.workedOn?.text }), ("person", { $0.person }),
                ("hours", { $0.hours?.text() }), ("billable_hours", { $0.billableHours?.text() }),
                ("amount", { $0.amount?.text(placesMin: 2) }), ("billable", { Change.text($0.isBillable) }),
            ])
    }

    static func changes(_ disbursements: List<Disbursement>) -> [Change] {
        disbursements.changes(
            .disbursement, text: { $0.description },
            facts: [
                ("description", { $0.description }), ("day", { $0.incurredOn?.text }),
                ("quantity", { $0.quantity?.text() }), ("unit_price", { $0.unitPrice?.text(placesMin: 2) }),
                ("tax", { Change.text($0.includesTax) }), ("anticipated", { Change.text($0.isAnticipated) }),
            ])
    }
}
