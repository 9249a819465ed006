import Matters
import SandboxKit
import Webhooks

/// The cards of the matter or contract itself: status, terms, people, name, marks and custom fields.
extension MatterOrContractPageQuery {
    func statusCard() -> CardModel {
        let label = item.kind == .matter ? "State" : "Stage"
        let choices = MatterOrContract.statuses(of: item.kind).map {
            FieldModel.Choice(value: $0, text: $0, isChosen: $0 == item.status)
        }
        return CardModel(
            "status", label, forms: [forms.form(.status(of: item.kind), "Change", [.choice("status", label, choices)])])
    }

    func termsCard() -> CardModel {
        let fields: [FieldModel] = [
            .line("value", "Value", item.value?.text ?? "", isRequired: false),
            .line("expiry", "Expires", item.expiry?.text ?? "", type: "date", isRequired: false),
            .line("executed", "Executed", item.executed?.text ?? "", type: "date", isRequired: false),
        ]
        return CardModel("terms", "Terms", forms: [forms.form(.terms, "Save", isPlain: true, fields)])
    }

    func peopleCard() -> CardModel {
        let teams = query.directory.teams.map { (String($0.id), $0.name) }
        var fields: [FieldModel] = [
            .choice("owner", "Owner", users(item.ownerID)),
            .choice("team", "Team", Self.choices("No team", teams, chosen: item.teamID.map { String($0) })),
        ]
        if item.kind == .matter { fields.insert(.choice("manager", "Manager", managers), at: 1) }
        return CardModel("people", "People", forms: [forms.form(.people(of: item.kind), "Give", isPlain: true, fields)])
    }

    private var managers: [FieldModel.Choice] {
        let intake = FieldModel.Choice(
            value: LawVuFormHandler.intake, text: "Intake queue", isChosen: item.manager == .intakeQueue)
        var choices = users(item.managerID)
        choices.insert(intake, at: 1)
        return choices
    }

    private func users(_ chosen: String?) -> [FieldModel.Choice] {
        let users = query.directory.users.filter(\.isActive).map { ($0.id, $0.fullName) }
        return Self.choices("Nobody", users, chosen: chosen)
    }

    /// - Parameter none: the text of the choice of no value.
    private static func choices(
        _ none: String, _ options: [(value: String, text: String)], chosen: String?
    ) -> [FieldModel.Choice] {
        [.init(value: "", text: none, isChosen: chosen == nil)]
            + options.map { .init(value: $0.value, text: $0.text, isChosen: $0.value == chosen) }
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
            "fields", "Fields", forms: [forms.form(.fields(of: item.kind), "Save", LawVuField.all.flatMap(inputs))])
    }

    private func inputs(_ field: LawVuField) -> [FieldModel] {
        let value = item.fields[field.id]
        let texts = value?.texts ?? []
        return switch field.type {
        case .text, .decimal: [.line(field.id, field.name, texts.first ?? "", isRequired: false)]
        case .date: [.line(field.id, field.name, texts.first ?? "", type: "date", isRequired: false)]
        case .flag: [.tick(field.id, field.name, value == .flag(true))]
        case .option:
            [
                .choice(
                    field.id, field.name,
                    Self.choices("None", field.options.map { ($0.value, $0.label) }, chosen: texts.first))
            ]
        case .options:
            field.options.map {
                .tick(field.id + "." + $0.value, field.name + ": " + $0.label, texts.contains($0.value))
            }
        case .user: [.choice(field.id, field.name, users(texts.first))]
        }
    }
}
