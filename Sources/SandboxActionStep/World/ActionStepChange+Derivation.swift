import SandboxKit
import Storage

/// Values that follow from others, and the amounts that are plausible.
extension ActionStepChange {
    /// The largest plausible value of a column with hours or prices; the smallest is 0.
    static func largest(_ column: String, of resource: Resource) -> FixedPoint? {
        switch (resource.name, column) {
        case ("timeentries", "actual_hours"), ("timeentries", "billable_hours"): .whole(24)
        case ("tasks", "actual_hours"), ("tasks", "billable_hours"): .whole(1_000)
        case ("disbursements", "unit_price"): .whole(100_000_000)
        default: nil
        }
    }

    func checkAmounts(of record: ActionStepRecord) throws {
        for field in record.resource.fields {
            guard let largest = Self.largest(field.column, of: record.resource),
                let amount = record.fixedPoint(field.column), !amount.isFrom0(to: largest)
            else { continue }
            throw RequestFailure.badRequest("\(field.name) must be from 0 to \(largest.wholeText)")
        }
    }

    /// - Parameter before: nil for a new record.
    func derive(_ record: inout ActionStepRecord, from before: ActionStepRecord?) throws {
        switch record.resource.name {
        case "participants": nameParticipant(&record)
        case "actions" where before != nil && record["status"] != before?["status"]:
            stamp(&record, ["status_timestamp"])
        case "actiondocuments": if let before { try replaceFile(of: &record, before: before) }
        case "tasks": stampCompletion(&record, from: before)
        case "timeentries": try charge(&record)
        default: break
        }
    }

    private func nameParticipant(_ person: inout ActionStepRecord) {
        let names = [person.text("last_name"), person.text("first_name")].compactMap { $0 }
        let isCompany = person.integer("is_company") == 1
        person["display_name"] = .text(isCompany ? person.text("company_name") ?? "" : names.joined(separator: ", "))
        person["display_initials"] = .text(names.reversed().compactMap(\.first).map(String.init).joined())
    }

    /// Reopening a task clears its completion time.
    private func stampCompletion(_ task: inout ActionStepRecord, from before: ActionStepRecord?) {
        if task["status"] != TaskStatus.complete.stored {
            task["completed_timestamp"] = .null
        } else if before?["status"] != TaskStatus.complete.stored {
            stamp(&task, ["completed_timestamp"])
        }
    }

    private func charge(_ entry: inout ActionStepRecord) throws {
        guard let hours = entry.fixedPoint("billable_hours"), let rate = entry.fixedPoint("rate_unit_price") else {
            entry["billable_amount"] = .null
            return
        }
        guard let amount = hours.multiplied(by: rate) else {
            throw RequestFailure.badRequest("billableHours times rateUnitPrice is too large")
        }
        entry["billable_amount"] = amount.stored
    }
}
