import SandboxKit

/// The card of participants.
extension MatterPageQuery {
    static let partyRowsMax = 40

    func partiesCard() throws -> CardModel {
        let links = try ActionStepTables.select(
            Catalogue.actionParticipants, where: "action_id = $2", [matter.id],
            tail: "ORDER BY participant_type_id, id LIMIT \(Self.partyRowsMax)", in: reading)
        let roles = try ActionStepTables.select(Catalogue.participantTypes, tail: "ORDER BY id", in: reading)
        let choices = roles.map { FieldModel.Choice(value: $0.idText, text: $0.text("display_name") ?? "") }
        let name = Dictionary(choices.map { ($0.value, $0.text) }) { first, _ in first }
        return CardModel(
            "parties", "Parties",
            hint: "Whoever is here, and in which role, decides who sees the matter in the portal.",
            rows: try links.map { try partyRow($0, role: name[$0.text("participant_type_id") ?? ""] ?? "") },
            folds: addFolds(.choice("role", "Role", choices)))
    }

    private func addFolds(_ role: FieldModel) -> [FoldModel] {
        var known = FieldModel.line("email", "Mail address", type: "email")
        known.suggestsPeople = true
        let mail = FieldModel.line("email", "Mail address", type: "email", isRequired: false)
        let names: [FieldModel] = [.line("first", "First name"), .line("last", "Last name")]
        return [
            fold("Add somebody who is known", .addKnown, "Add", [known, role]),
            fold("Add a new person", .addNew, "Enter and add", names + [mail, role]),
        ]
    }

    private func partyRow(_ link: ActionStepRecord, role: String) throws -> RowModel {
        guard let person = try ActionStepTables.find(Catalogue.participants, link["participant_id"], in: reading) else {
            return RowModel(role, detail: "")
        }
        let name = person.text("display_name") ?? ""
        let mail = person.text("email") ?? ""
        let isCompany = person.integer("is_company") == 1
        let names: [FieldModel] =
            isCompany
            ? [.line("company", "Name", person.text("company_name") ?? "")]
            : [
                .line("first", "First name", person.text("first_name") ?? ""),
                .line("last", "Last name", person.text("last_name") ?? ""),
            ]
        let mailField = FieldModel.line("email", "Mail address", mail, type: "email", isRequired: false)
        let change = changeFold(
            link.idText, about: name, role: ", " + role, edit: (.editPerson, "Save", names + [mailField]),
            delete: (.removeParty, "Take off"))
        return RowModel(name, detail: [role, mail].filter { !$0.isEmpty }.joined(separator: " · "), folds: [change])
    }
}
