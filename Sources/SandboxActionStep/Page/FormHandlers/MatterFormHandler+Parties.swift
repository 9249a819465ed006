import SandboxKit
import Storage
import Webhooks

/// Participants of the matter and their roles.
extension MatterFormHandler {
    static let parties = [addKnown, addNew, editPerson, removeParty]

    static let addKnown = MatterFormHandler("party", done: "The person was added.", fires: [.actionParticipantAdded]) {
        form, matter, change in
        let mail = try form.required("email", "The mail address")
        try join(try change.person(withMail: mail, otherwise: "Add them as a new person."), matter, form, change)
    }

    static let addNew = MatterFormHandler(
        "person", done: "The person was entered and added.", fires: [.participantCreated, .actionParticipantAdded]
    ) { form, matter, change in
        try join(try change.create(Catalogue.participants, try personValues(form)), matter, form, change)
    }

    static let editPerson = MatterFormHandler(
        "person-edit", done: "The person was changed.", fires: [.participantUpdated]
    ) { form, matter, change in
        let link = try change.row(Catalogue.actionParticipants, form, of: matter)
        let person = try change.find(Catalogue.participants, link.text("participant_id") ?? "")
        try change.update(person, try personValues(form, isCompany: person.integer("is_company") == 1))
    }

    static let removeParty = deleting(
        Catalogue.actionParticipants, "party-remove", done: "The person was taken off the matter.")

    private static func join(
        _ person: ActionStepRecord, _ matter: ActionStepRecord, _ form: Submission, _ change: ActionStepChange
    ) throws {
        let role = try change.find(Catalogue.participantTypes, form["role"])
        let id = [matter.idText, role.idText, person.idText].joined(separator: "--")
        guard try ActionStepTables.find(Catalogue.actionParticipants, .text(id), in: change.transaction) == nil else {
            let name = person.text("display_name") ?? ""
            throw RequestFailure.badRequest("\(name) has the role \(role.text("display_name") ?? "") already.")
        }
        try change.addParticipant(person.id, as: role.id, to: matter)
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

extension ActionStepChange {
    /// Mail addresses are not unique: the first participant with the address is used.
    /// - Parameter hint: ends the error message when nobody has the address.
    func person(withMail mail: String, otherwise hint: String) throws -> ActionStepRecord {
        let people = try ActionStepTables.select(
            Catalogue.participants, where: "lower(email) = lower($2)", [.text(mail)], tail: "ORDER BY id LIMIT 1",
            in: transaction)
        guard let person = people.first else {
            throw RequestFailure.badRequest("Nobody here has the mail address \(mail). \(hint)")
        }
        return person
    }
}
