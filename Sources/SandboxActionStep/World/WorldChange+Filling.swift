import Matters
import Storage

/// What the system adds to a record by itself.
extension WorldChange {
    /// The user whom the API's tokens stand for.
    static let userID: Int64 = 11

    func newID(_ resource: Resource, _ values: [String: SQLValue]) throws -> SQLValue {
        guard case .joined(let columns) = resource.id else {
            return .integer(try WorldTables.nextID(resource, in: transaction))
        }
        return .text(columns.compactMap { values[$0]?.plainText }.joined(separator: "--"))
    }

    /// The person whom the user is.
    func signer() throws -> Record {
        let user = try find(Catalogue.users, String(Self.userID))
        return try find(Catalogue.participants, user.text("participant_id") ?? "")
    }

    func fill(_ record: inout Record) throws {
        let moment = SQLValue.integer(now.milliseconds)
        switch record.resource.name {
        case "filenotes":
            record["entered_timestamp"] = moment
            record.setIfNull("note_timestamp", moment)
            if record.text("source") == "User" { try sign(&record) }
        case "actiondocuments":
            (record["created_timestamp"], record["modified_timestamp"]) = (moment, moment)
            try describeFile(&record)
        case "participants":
            (record["created_timestamp"], record["modified_timestamp"]) = (moment, moment)
            record.setIfNull("is_company", 0)
        case "actions": open(&record)
        case "actionparticipants": record["participant_number"] = try nextNumber(beside: record)
        case "datacollectionrecords": record["can_delete"] = 1
        default: try fillWork(&record)
        }
    }

    private func sign(_ note: inout Record) throws {
        let person = try signer()
        note.setIfNull("participant_id", person.id)
        note.setIfNull("entered_by", person["display_name"])
    }

    private func open(_ matter: inout Record) {
        for column in ["created_timestamp", "modified_timestamp", "status_timestamp"] {
            matter[column] = .integer(now.milliseconds)
        }
        matter.setIfNull("division_id", 1)
        matter["bill_settings_id"] = matter.id
    }

    func nameParticipant(_ person: inout Record) {
        let names = [person.text("last_name"), person.text("first_name")].compactMap { $0 }
        let isCompany = person.integer("is_company") == 1
        let display = isCompany ? person.text("company_name") ?? "" : names.joined(separator: ", ")
        person["display_name"] = .text(display)
        person["display_initials"] = .text(names.reversed().compactMap(\.first).map(String.init).joined())
    }

    private func nextNumber(beside record: Record) throws -> SQLValue {
        let count = try WorldTables.count(
            record.resource, where: "action_id = $2 AND participant_type_id = $3",
            [record["action_id"], record["participant_type_id"]], in: transaction)
        return SQLValue(count + 1)
    }

    /// A matter names those who have its type's primary role itself; kept in step with the links.
    func settlePrimaryParticipants(_ link: Record) throws {
        guard link.resource.name == "actionparticipants", link["participant_type_id"] == SeedIDs.clientRole,
            let action = link.text("action_id")
        else { return }
        let clients = try WorldTables.select(
            link.resource, where: "action_id = $2 AND participant_type_id = $3",
            [link["action_id"], SeedIDs.clientRole], tail: "ORDER BY participant_number", in: transaction)
        var matter = try find(Catalogue.actions, action)
        let ids = clients.compactMap { $0.text("participant_id") }
        matter["primary_participants_id"] = ids.isEmpty ? .null : .text(ids.joined(separator: ","))
        try WorldTables.update(matter, in: transaction)
    }
}

extension Record {
    mutating func setIfNull(_ column: String, _ value: SQLValue) {
        if self[column] == .null { self[column] = value }
    }
}
