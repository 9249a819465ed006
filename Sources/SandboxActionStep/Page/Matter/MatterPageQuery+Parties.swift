import SandboxKit
import Storage

/// Who takes part.
extension MatterPageQuery {
    static let partyRowsMax = 40

    func partiesCard() throws -> CardModel {
        let links = try WorldTables.select(
            Catalogue.actionParticipants, where: "action_id = $2", [matter.id],
            tail: "ORDER BY participant_type_id, id LIMIT \(Self.partyRowsMax)", in: reading)
        let roles = try WorldTables.select(
            Catalogue.participantTypes, where: "1 = 1", [], tail: "ORDER BY id", in: reading)
        let choices = roles.map { FieldModel.Choice(value: $0.idText, text: $0.text("display_name") ?? "") }
        let name = Dictionary(choices.map { ($0.value, $0.text) }) { first, _ in first }
        return CardModel(
            "parties", "Parties",
            hint: "Whoever is here, and in which role, decides who sees the matter in the portal.",
            rows: try links.map { try partyRow($0, role: name[$0.text("participant_type_id") ?? ""] ?? "") },
            folds: [knownPerson(choices), newPerson(choices)])
    }

    private func knownPerson(_ roles: [FieldModel.Choice]) -> FoldModel {
        var mail = FieldModel.line("email", "Mail address", type: "email")
        mail.suggestsPeople = true
        return FoldModel(
            "Add somebody who is known", [forms.form(.addKnown, "Add", [mail, .choice("role", "Role", roles)])])
    }

    private func newPerson(_ roles: [FieldModel.Choice]) -> FoldModel {
        FoldModel(
            "Add a new person",
            [
                forms.form(
                    .addNew, "Enter and add",
                    [
                        .line("first", "First name"), .line("last", "Last name"),
                        .line("email", "Mail address", type: "email", isRequired: false),
                        .choice("role", "Role", roles),
                    ])
            ])
    }

    private func partyRow(_ link: Record, role: String) throws -> RowModel {
        guard let person = try WorldTables.find(Catalogue.participants, link["participant_id"], in: reading) else {
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
        return RowModel(
            name, detail: [role, mail].filter { !$0.isEmpty }.joined(separator: " · "),
            folds: [
                FoldModel(
                    "Change", about: name + ", " + role,
                    [
                        forms.form(.editPerson, record: link.idText, "Save", about: name, names + [mailField]),
                        forms.form(.removeParty, record: link.idText, "Take off", about: name, isPlain: true),
                    ])
            ])
    }
}
