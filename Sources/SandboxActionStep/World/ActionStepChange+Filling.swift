import Matters
import SandboxKit
import Storage

/// Values that the system itself writes into a record.
extension ActionStepChange {
    /// The user that the API's tokens belong to.
    static let userID: Int64 = 11

    func newID(_ resource: Resource, _ values: [String: SQLValue]) throws -> SQLValue {
        guard case .joined(let columns) = resource.id else { return try nextID(resource) }
        return .text(columns.compactMap { values[$0]?.plainText }.joined(separator: "--"))
    }

    func nextID(_ resource: Resource) throws -> SQLValue {
        .integer(try IDSequence.next(resource.name, in: transaction))
    }

    /// The participant of the API's user.
    func currentPerson() throws -> ActionStepRecord {
        let user = try find(Catalogue.users, String(Self.userID))
        return try find(Catalogue.participants, user.text("participant_id") ?? "")
    }

    /// Writes the present time into those of the columns that the record has.
    func stamp(_ record: inout ActionStepRecord, _ columns: [String]) {
        for column in columns where record.resource.index(of: column) != nil {
            record[column] = now.stored
        }
    }

    func fill(_ record: inout ActionStepRecord) throws {
        stamp(&record, ["created_timestamp", "entered_timestamp", "status_timestamp"] + Self.modificationColumns)
        let moment = now.stored
        switch record.resource.name {
        case "filenotes":
            record.setIfNull("note_timestamp", moment)
            if record.text("source") == "User" {
                let person = try currentPerson()
                record.setIfNull("participant_id", person.id)
                record.setIfNull("entered_by", person["display_name"])
            }
        case "actiondocuments": try describeFile(&record)
        case "participants": record.setIfNull("is_company", 0)
        case "actions":
            record.setIfNull("division_id", 1)
            record["bill_settings_id"] = record.id
        case "actionparticipants": record["participant_number"] = try nextNumber(beside: record)
        case "datacollectionrecords": record["can_delete"] = 1
        case "tasks": record["assigned_by"] = try currentPerson()["display_name"]
        case "timeentries":
            let person = try currentPerson().id
            record["created_by_id"] = person
            record.setIfNull("owner_id", person)
            record.setIfNull("timestamp_date", moment)
        case "disbursements":
            record["entered_by_participant_id"] = try currentPerson().id
            record.setIfNull("date", .text(Presentation.day(now.milliseconds)))
        default: break
        }
    }

    private func nextNumber(beside record: ActionStepRecord) throws -> SQLValue {
        let count = try ActionStepTables.count(
            record.resource, where: "action_id = $2 AND participant_type_id = $3",
            [record["action_id"], record["participant_type_id"]], in: transaction)
        return SQLValue(count + 1)
    }

    /// Updates the matter's own list of participants with the primary role after a link changed.
    func updatePrimaryParticipants(_ link: ActionStepRecord) throws {
        guard link.resource.name == "actionparticipants", link["participant_type_id"] == SeedIDs.clientRole,
            let action = link.text("action_id")
        else { return }
        let clients = try ActionStepTables.select(
            link.resource, where: "action_id = $2 AND participant_type_id = $3",
            [link["action_id"], SeedIDs.clientRole], tail: "ORDER BY participant_number", in: transaction)
        var matter = try find(Catalogue.actions, action)
        matter["primary_participants_id"] = .ids(clients.compactMap { $0.text("participant_id") })
        try ActionStepTables.update(matter, in: transaction)
    }
}
