import Matters
import SandboxKit
import Storage

/// Tasks, time and money: what the system fills in, and what follows from what was written.
extension WorldChange {
    /// Of the hours and prices that are written, the largest that can be meant; less than nothing never is.
    static func largest(_ column: String, of resource: Resource) -> FixedPoint? {
        switch (resource.name, column) {
        case ("timeentries", "actual_hours"), ("timeentries", "billable_hours"): .whole(24)
        case ("tasks", "actual_hours"), ("tasks", "billable_hours"): .whole(1_000)
        case ("disbursements", "unit_price"): .whole(100_000_000)
        default: nil
        }
    }

    func checkAmounts(of record: Record) throws {
        for field in record.resource.fields {
            guard let largest = Self.largest(field.column, of: record.resource),
                let amount = record.fixedPoint(field.column), !amount.isFrom0(to: largest)
            else { continue }
            throw RequestFailure.badRequest("\(field.name) must be from 0 to \(largest.wholeText)")
        }
    }

    func fillWork(_ record: inout Record) throws {
        let moment = SQLValue.integer(now.milliseconds)
        switch record.resource.name {
        case "tasks":
            record["last_modified_timestamp"] = moment
            record["assigned_by"] = try signer()["display_name"]
        case "timeentries":
            let person = try signer().id
            (record["created_timestamp"], record["created_by_id"]) = (moment, person)
            record.setIfNull("owner_id", person)
            record.setIfNull("timestamp_date", moment)
        case "disbursements":
            (record["entered_timestamp"], record["entered_by_participant_id"]) = (moment, try signer().id)
            record.setIfNull("date", .text(String(Presentation.timestamp(now.milliseconds).prefix(10))))
        default: break
        }
    }

    /// - Parameter before: nil for a new record.
    func derive(_ record: inout Record, from before: Record?) throws {
        switch record.resource.name {
        case "participants": nameParticipant(&record)
        case "actions" where before != nil && record["status"] != before?["status"]:
            record["status_timestamp"] = .integer(now.milliseconds)
        case "actiondocuments": if let before { try replaceFile(of: &record, before: before) }
        case "tasks": stampCompletion(&record, from: before)
        case "timeentries": try charge(&record)
        default: break
        }
    }

    /// A task that is opened again was never completed.
    private func stampCompletion(_ task: inout Record, from before: Record?) {
        if task["status"] != "Complete" {
            task["completed_timestamp"] = .null
        } else if before?["status"] != "Complete" {
            task["completed_timestamp"] = .integer(now.milliseconds)
        }
    }

    private func charge(_ entry: inout Record) throws {
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
