/// Tasks, time and disbursements. Only staff see them, so the change log may hold their texts.
extension MatterDelta {
    static func changes(_ tasks: List<MatterTask>) -> [Change] {
        var facts = FactList(topic: Change.taskTopic)
        facts.addedAndRemoved(tasks, .item, by: \.ref) { $0.name }
        for update in tasks.updated {
            facts.subject = update.new.ref
            facts.compare(.item, "name", update.old.name, update.new.name)
            facts.compare(.item, "status", update.old.status, update.new.status)
            facts.compare(.item, "priority", update.old.priority, update.new.priority)
            facts.compare(.item, "assignee", update.old.assignee, update.new.assignee)
            facts.compare(.item, "due", update.old.dueOn?.text, update.new.dueOn?.text)
            facts.compare(.item, "completed", update.old.completedOn?.text, update.new.completedOn?.text)
        }
        return facts.changes
    }

    static func changes(_ entries: List<TimeEntry>) -> [Change] {
        var facts = FactList(topic: Change.timeTopic)
        facts.addedAndRemoved(entries, .disbursement, by: \.ref) { $0.description }
        for update in entries.updated {
            let old = update.old
            let new = update.new
            facts.subject = new.ref
            facts.compare(.disbursement, "description", old.description, new.description)
            facts.compare(.disbursement, "day", old.workedOn?.text, new.workedOn?.text)
            facts.compare(.disbursement, "person", old.person, new.person)
            facts.compare(.disbursement, "hours", old.hours?.text(), new.hours?.text())
            facts.compare(.disbursement, "billable_hours", old.billableHours?.text(), new.billableHours?.text())
            facts.compare(.disbursement, "amount", old.amount?.text(placesMin: 2), new.amount?.text(placesMin: 2))
            facts.compare(.disbursement, "billable", old.isBillable ? "T" : "F", new.isBillable ? "T" : "F")
        }
        return facts.changes
    }

    static func changes(_ disbursements: List<Disbursement>) -> [Change] {
        var facts = FactList()
        facts.addedAndRemoved(disbursements, .disbursement, by: \.ref) { $0.description }
        for update in disbursements.updated {
            let old = update.old
            let new = update.new
            facts.subject = new.ref
            facts.compare(.disbursement, "description", old.description, new.description)
            facts.compare(.disbursement, "day", old.incurredOn?.text, new.incurredOn?.text)
            facts.compare(.disbursement, "quantity", old.quantity?.text(), new.quantity?.text())
            facts.compare(
                .disbursement, "unit_price", old.unitPrice?.text(placesMin: 2), new.unitPrice?.text(placesMin: 2))
            facts.compare(.disbursement, "tax", old.includesTax ? "T" : "F", new.includesTax ? "T" : "F")
            facts.compare(.disbursement, "anticipated", old.isAnticipated ? "T" : "F", new.isAnticipated ? "T" : "F")
        }
        return facts.changes
    }
}
