import Matters
import SandboxKit
import Storage

/// Tasks, time entries and money of a seeded matter.
extension MatterSeed {
    private static let rate = FixedPoint(tenThousandths: 3_800_000)

    func tasks() -> [ActionStepRecord] {
        let all: [(name: String, daysBefore: Int, from: Int, doneFrom: Int)] = [
            ("Check identification", 40, 1, 3), ("Order the searches", 24, 4, 6),
            ("Prepare the settlement figures", 5, 6, 8), ("Book the settlement", 3, 7, 9),
        ]
        return all.enumerated().filter { stepNumber >= $1.from }.map { number, task in
            let due = morning(before(task.daysBefore)) + .seconds(7 * 3_600)
            let isDone = stepNumber >= task.doneFrom
            let done = min(max(due - .seconds(86_400), opened), yesterdayAfternoon)
            return Catalogue.tasks.record([
                "id": id(number, of: SeedIDs.tasksOfMatterMax), "name": .text(task.name), "action_id": .integer(action),
                "status": (isDone ? TaskStatus.complete : .incomplete).stored, "due_timestamp": due.stored,
                "priority": task.daysBefore < 4 ? "High" : "Normal", "assigned_by": "Ng, Ana",
                "completed_timestamp": isDone ? done.stored : .null, "assignee_id": assignee,
                "last_modified_timestamp": (isDone ? done : opened).stored,
            ])
        }
    }

    mutating func timeEntries() -> [ActionStepRecord] {
        let texts = ["Review contract", "Call with client", "Prepare settlement"].prefix(random.number(0...3))
        let minutes = texts.map { _ in random.number(1...6) * 15 }
        return zip(texts, minutes).enumerated().map { number, entry in
            let day = min(opened + .seconds(Int64(number) * 6 * 86_400), yesterday)
            let hours = FixedPoint(tenThousandths: Int64(entry.1) * 10_000 / 60)
            return Catalogue.timeEntries.record([
                "id": id(number, of: SeedIDs.timeEntriesOfMatterMax), "description": .text(entry.0),
                // 10:00 in Brisbane is 00:00 UTC, the start of the day.
                "timestamp_date": (day - .seconds(36_000)).stored, "created_timestamp": day.stored,
                "actual_hours": hours.stored, "billable_hours": hours.stored, "start_time": "09:00:00",
                "timer_duration_seconds": SQLValue(entry.1 * 60), "rate_unit_price": Self.rate.stored,
                "billable_amount": hours.multiplied(by: Self.rate)?.stored ?? .null,
                "created_by_id": .integer(FirmPeople.staff[0]), "owner_id": assignee, "action_id": .integer(action),
            ])
        }
    }

    mutating func disbursements() -> [ActionStepRecord] {
        let all: [(text: String, tenThousandths: Int64)] = [
            ("Title search", 245_000), ("Rates search", 1_123_500), ("Lodgement fee", 2_247_600),
        ]
        return all.prefix(random.number(0...3)).enumerated().map { number, item in
            let moment = min(opened + .seconds(Int64(number) * 8 * 86_400), yesterday)
            return Catalogue.disbursements.record([
                "id": id(number, of: SeedIDs.disbursementsOfMatterMax), "action_id": .integer(action),
                "date": .text(Presentation.day(moment.milliseconds)), "entered_timestamp": moment.stored,
                "description": .text(item.text), "unit_price": .integer(item.tenThousandths),
                "unit_price_includes_tax": 1, "entered_by_participant_id": .integer(FirmPeople.staff[0]),
            ])
        }
    }

    /// A settled matter has a bill.
    func bills(client: Int64) -> [ActionStepRecord] {
        guard stepNumber > 9 else { return [] }
        let day = settlement + 1
        let price = FixedPoint(tenThousandths: 11_000_000 + Int64(matterNumber % 9) * 1_100_000)
        let tax = FixedPoint(tenThousandths: price.tenThousandths / 11)
        let moment = morning(day).stored
        let bill = Catalogue.bills.record([
            "id": SQLValue(matterNumber), "our_reference": .text(String(20_000 + matterNumber)), "division_id": 1,
            "invoice_date": .text(day.text), "due_date": .text((day + 30).text),
            "total_inclusive": price.stored, "total_sales_tax": tax.stored, "total_due": price.stored,
            "total_exclusive": .integer(price.tenThousandths - tax.tenThousandths), "total_paid": 0,
            "created_timestamp": moment, "modified_timestamp": moment, "action_id": .text(String(action)),
            "their_participant_id": .integer(client),
        ])
        return [bill]
    }
}
