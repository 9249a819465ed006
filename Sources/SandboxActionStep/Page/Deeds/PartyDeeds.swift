import SandboxKit
import Storage
import Webhooks

/// Who takes part in the matter, and as what.
extension Deed {
    static let parties = [addKnown, addNew, editPerson, removeParty]

    static let addKnown = Deed("party", done: "The person was added.", fires: [.actionParticipantAdded]) {
        form, matter, change in
        let mail = try form.required("email", "The mail address")
        let person = try change.person(withMail: mail, otherwise: "Add them as a new person.")
        try join(person, matter, form, change)
    }

    static let addNew = Deed(
        "person", done: "The person was entered and added.", fires: [.participantCreated, .actionParticipantAdded]
    ) { form, matter, change in
        let person = try change.create(Catalogue.participants, try personValues(form))
        try join(person, matter, form, change)
    }

    static let editPerson = Deed("person-edit", done: "The person was changed.", fires: [.participantUpdated]) {
        form, matter, change in
        let link = try change.row(Catalogue.actionParticipants, form, of: matter)
        let person = try change.find(Catalogue.participants, link.text("participant_id") ?? "")
        _ = try change.update(person, try personValues(form, isCompany: person.integer("is_company") == 1))
    }

    static let removeParty = Deed(
        "party-remove", done: "The person was taken off the matter.", fires: [.actionParticipantDeleted]
    ) { form, matter, change in
        try change.delete(try change.row(Catalogue.actionParticipants, form, of: matter))
    }

    private static func join(
        _ person: Record, _ matter: Record, _ form: Submission, _ change: WorldChange
    ) throws {
        let role = try change.find(Catalogue.participantTypes, form["role"])
        let id = [matter.idText, role.idText, person.idText].joined(separator: "--")
        guard try WorldTables.find(Catalogue.actionParticipants, .text(id), in: change.transaction) == nil else {
            let name = person.text("display_name") ?? ""
            throw RequestFailure.badRequest("\(name) has the role \(role.text("display_name") ?? "") already.")
        }
        _ = try change.create(
            Catalogue.actionParticipants,
            ["action_id": matter.id, "participant_type_id": role.id, "participant_id": person.id])
    }

    private static func personValues(_ form: Submission, isCompany: Bool = false) throws -> [String: SQLValue] {
        let mail = SQLValue.text(try form.mailAddress("email", "The mail address"))
        if isCompany { return ["company_name": .text(try form.required("company", "The name")), "email": mail] }
        return [
            "first_name": .text(try form.required("first", "The first name")),
            "last_name": .text(try form.required("last", "The last name")), "email": mail,
        ]
    }
}

extension WorldChange {
    /// Mail addresses are free text and need not be unique: the one entered first is meant.
    /// - Parameter hint: what to do where nobody has it; the forms differ in that.
    func person(withMail mail: String, otherwise hint: String) throws -> Record {
        let people = try WorldTables.select(
            Catalogue.participants, where: "lower(email) = lower($2)", [.text(mail)], tail: "ORDER BY id LIMIT 1",
            in: transaction)
        guard let person = people.first else {
            throw RequestFailure.badRequest("Nobody here has the mail address \(mail). \(hint)")
        }
        return person
    }
}
