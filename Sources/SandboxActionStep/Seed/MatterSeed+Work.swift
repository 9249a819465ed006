import Matters
import SandboxKit
import Storage

/// What the firm does for the matter: tasks, time, money.
extension MatterSeed {
    private static let rate = FixedPoint(tenThousandths: 3_800_000)

    func tasks() -> [Record] {
        let all: [(name: String, daysBefore: Int, from: Int, doneFrom: Int)] = [
            ("Check identification", 40, 1, 3), ("Order the searches", 24, 4, 6),
            ("Prepare the settlement figures", 5, 6, 8), ("Book the settlement", 3, 7, 9),
        ]
        return all.enumerated().filter { stepNumber >= $1.from }.map { number, task in
            let due = morning(before(task.daysBefore)) + .seconds(7 * 3_600)
            let isDone = stepNumber >= task.doneFrom
            let done = min(max(due - .seconds(86_400), opened), yesterdayAfternoon)
            return Record(
                Catalogue.tasks, id: .integer(Int64(place * SeedIDs.tasksOfMatterMax + number)),
                [
                    "name": .text(task.name), "status": isDone ? "Complete" : "Incomplete",
                    "priority": task.daysBefore < 4 ? "High" : "Normal", "due_timestamp": .integer(due.milliseconds),
                    "completed_timestamp": isDone ? .integer(done.milliseconds) : .null,
                    "last_modified_timestamp": .integer((isDone ? done : opened).milliseconds),
                    "assigned_by": "Ng, Ana", "action_id": .integer(action),
                    "assignee_id": .integer(FirmPeople.staff[place % FirmPeople.staff.count]),
                ])
        }
    }

    mutating func timeEntries() -> [Record] {
        let texts = ["Review contract", "Call with client", "Prepare settlement"].prefix(random.number(0...3))
        let minutes = texts.map { _ in random.number(1...6) * 15 }
        return zip(texts, minutes).enumerated().map { number, entry in
            let day = min(opened + .seconds(Int64(number) * 6 * 86_400), morning(today) - .seconds(86_400))
            let hours = FixedPoint(tenThousandths: Int64(entry.1) * 10_000 / 60)
            return Record(
                Catalogue.timeEntries, id: .integer(Int64(place * SeedIDs.timeEntriesOfMatterMax + number)),
                [
                    // Ten in the morning less ten hours: the day itself.
                    "timestamp_date": .integer(day.milliseconds - 36_000_000), "description": .text(entry.0),
                    "actual_hours": hours.stored, "billable_hours": hours.stored,
                    "created_timestamp": .integer(day.milliseconds), "start_time": "09:00:00",
                    "timer_duration_seconds": SQLValue(entry.1 * 60), "rate_unit_price": Self.rate.stored,
                    "billable_amount": hours.multiplied(by: Self.rate)?.stored ?? .null,
                    "created_by_id": .integer(FirmPeople.staff[0]),
                    "owner_id": .integer(FirmPeople.staff[place % FirmPeople.staff.count]),
                    "action_id": .integer(action),
                ])
        }
    }

    mutating func disbursements() -> [Record] {
        let all: [(text: String, tenThousandths: Int64)] = [
            ("Title search", 245_000), ("Rates search", 1_123_500), ("Lodgement fee", 2_247_600),
        ]
        return all.prefix(random.number(0...3)).enumerated().map { number, item in
            let moment = min(opened + .seconds(Int64(number) * 8 * 86_400), morning(today) - .seconds(86_400))
            return Record(
                Catalogue.disbursements, id: .integer(Int64(place * SeedIDs.disbursementsOfMatterMax + number)),
                [
                    "date": .text(String(Presentation.timestamp(moment.milliseconds).prefix(10))),
                    "description": .text(item.text), "unit_price": .integer(item.tenThousandths),
                    "unit_price_includes_tax": 1, "entered_timestamp": .integer(moment.milliseconds),
                    "action_id": .integer(action), "entered_by_participant_id": .integer(FirmPeople.staff[0]),
                ])
        }
    }

    /// Once it has settled, a matter is billed.
    func bills(client: Int64) -> [Record] {
        guard stepNumber > 9 else { return [] }
        let day = CalendarDate(daysSinceEpoch: settlement.daysSinceEpoch + 1)
        let price = FixedPoint(tenThousandths: 11_000_000 + Int64(place % 9) * 1_100_000)
        let tax = FixedPoint(tenThousandths: price.tenThousandths / 11)
        let moment = SQLValue.integer(morning(day).milliseconds)
        return [
            Record(
                Catalogue.bills, id: .integer(Int64(place)),
                [
                    "our_reference": .text(String(20_000 + place)), "invoice_date": .text(day.text),
                    "due_date": .text(CalendarDate(daysSinceEpoch: day.daysSinceEpoch + 30).text),
                    "total_inclusive": price.stored, "total_sales_tax": tax.stored, "total_due": price.stored,
                    "total_exclusive": .integer(price.tenThousandths - tax.tenThousandths), "total_paid": 0,
                    "created_timestamp": moment, "modified_timestamp": moment, "division_id": 1,
                    "action_id": .text(String(action)), "their_participant_id": .integer(client),
                ])
        ]
    }
}
