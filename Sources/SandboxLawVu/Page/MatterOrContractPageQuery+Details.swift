import Matters
import SandboxKit
import Webhooks

/// The cards of people, name, marks and custom fields.
extension MatterOrContractPageQuery {
    func peopleCard() -> CardModel {
        let teams = query.directory.teams.map {
            FieldModel.Choice(value: String($0.id), text: $0.name, isChosen: $0.id == item.teamID)
        }
        var fields: [FieldModel] = [
            .choice("owner", "Owner", users(item.ownerID)),
            .choice(
                "team", "Team",
                [.init(value: "", text: "No team", isChosen: item.teamID == nil)] + teams),
        ]
        if item.kind == .matter { fields.insert(.choice("manager", "Manager", managers), at: 1) }
        return CardModel(
            "people", "People", forms: [forms.form(.people(of: item.kind), "Give", isPlain: true, fields)])
    }

    private var managers: [FieldModel.Choice] {
        let id: String? = if case .user(let id) = item.manager { id } else { nil }
        let intake = FieldModel.Choice(
            value: LawVuFormHandler.intake, text: "Intake queue", isChosen: item.manager == .intakeQueue)
        var choices = users(id)
        choices[0].isChosen = id == nil && item.manager != .intakeQueue
        choices.insert(intake, at: 1)
        return choices
    }

    private func users(_ chosen: String?) -> [FieldModel.Choice] {
        [.init(value: "", text: "Nobody", isChosen: chosen == nil)]
            + query.directory.users.filter(\.isActive).map {
                .init(value: $0.id, text: $0.fullName, isChosen: $0.id == chosen)
            }
    }

    func itselfCard() -> CardModel {
        let kind = item.kind
        var marks: [FieldModel] = [
            .tick("restricted", "Restricted to its people", item.restricted),
            .line("externalId", "External id", item.externalID ?? "", isRequired: false),
        ]
        if kind == .matter { marks.insert(.tick("urgent", "Urgent", item.urgent), at: 1) }
        return CardModel(
            "itself", "The \(kind.rawValue) itself",
            forms: [
                forms.form(.rename(of: kind), "Rename", isPlain: true, [.line("name", "Name", item.name)]),
                forms.form(.marks(of: kind), "Mark", isPlain: true, marks),
            ])
    }

    func fieldsCard() -> CardModel {
        CardModel(
            "fields", "Fields",
            forms: [forms.form(.fields(of: item.kind), "Save", LawVuField.all.flatMap(inputs))])
    }

    private func inputs(_ field: LawVuField) -> [FieldModel] {
        switch (field.type, item.fields[field.id]) {
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
