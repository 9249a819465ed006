import Matters
import SandboxKit
import Webhooks

/// Whose it is, and what it is called.
extension DossierPageQuery {
    func peopleCard() -> CardModel {
        let teams = look.directory.teams.map {
            FieldModel.Choice(value: String($0.id), text: $0.name, isChosen: $0.id == dossier.teamID)
        }
        var fields: [FieldModel] = [
            .choice("owner", "Owner", users(dossier.ownerID)),
            .choice(
                "team", "Team",
                [.init(value: "", text: "No team", isChosen: dossier.teamID == nil)] + teams),
        ]
        if dossier.kind == .matter { fields.insert(.choice("manager", "Manager", managers), at: 1) }
        return CardModel(
            "people", "People", forms: [forms.form(.people(of: dossier.kind), "Give", isPlain: true, fields)])
    }

    private var managers: [FieldModel.Choice] {
        let id: String? = if case .user(let id) = dossier.manager { id } else { nil }
        let intake = FieldModel.Choice(
            value: LawVuDeed.intake, text: "Intake queue", isChosen: dossier.manager == .intake)
        var choices = users(id)
        choices.insert(intake, at: 1)
        return choices
    }

    private func users(_ chosen: String?) -> [FieldModel.Choice] {
        [.init(value: "", text: "Nobody", isChosen: chosen == nil)]
            + look.directory.users.filter(\.isActive).map {
                .init(value: $0.id, text: $0.fullName, isChosen: $0.id == chosen)
            }
    }

    func itselfCard() -> CardModel {
        let kind = dossier.kind
        var marks: [FieldModel] = [
            .tick("restricted", "Restricted to its people", dossier.restricted),
            .line("externalId", "External id", dossier.externalID ?? "", isRequired: false),
        ]
        if kind == .matter { marks.insert(.tick("urgent", "Urgent", dossier.urgent), at: 1) }
        return CardModel(
            "itself", "The \(kind.rawValue) itself",
            forms: [
                forms.form(.rename(of: kind), "Rename", isPlain: true, [.line("name", "Name", dossier.name)]),
                forms.form(.marks(of: kind), "Mark", isPlain: true, marks),
            ])
    }

    func fieldsCard() -> CardModel {
        CardModel(
            "fields", "Fields",
            forms: [forms.form(.fields(of: dossier.kind), "Save", LawVuField.all.flatMap(inputs))])
    }

    private func inputs(_ field: LawVuField) -> [FieldModel] {
        switch (field.type, dossier.fields[field.id]) {
        case (.text, .text(let text)?): [.line(field.id, field.name, text, isRequired: false)]
        case (.decimal, .decimal(let number)?): [.line(field.id, field.name, number.text, isRequired: false)]
        case (.date, .date(let day)?): [.line(field.id, field.name, day.text, type: "date", isRequired: false)]
        case (.text, _), (.decimal, _): [.line(field.id, field.name, isRequired: false)]
        case (.date, _): [.line(field.id, field.name, type: "date", isRequired: false)]
        case (.flag, let value): [.tick(field.id, field.name, value == .flag(true))]
        case (.option, let value):
            [
                .choice(
                    field.id, field.name,
                    [.init(value: "", text: "None")]
                        + field.options.map {
                            .init(value: $0.value, text: $0.label, isChosen: value == .option($0.value))
                        })
            ]
        case (.options, let value): ticks(field, value)
        case (.user, .user(let id)?): [.choice(field.id, field.name, users(id))]
        case (.user, _): [.choice(field.id, field.name, users(nil))]
        }
    }

    private func ticks(_ field: LawVuField, _ value: FieldValue?) -> [FieldModel] {
        let chosen: [String] = if case .options(let options)? = value { options } else { [] }
        return field.options.map {
            .tick(field.id + "." + $0.value, field.name + ": " + $0.label, chosen.contains($0.value))
        }
    }
}
