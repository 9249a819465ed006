import Matters
import Storage
import Webhooks

/// Reads the page of one matter or contract: a card for each kind of thing that it holds.
struct DossierPageQuery {
    static let messagesMax = 20
    let look: LawVuLook
    let dossier: Dossier
    let forms: FormMaker<LawVuDeed>

    init(_ dossier: Dossier, refusal: Refusal?, _ look: LawVuLook) {
        (self.dossier, self.look) = (dossier, look)
        forms = FormMaker(path: LawVuPageController.address(of: dossier), refusal: refusal)
    }

    func model(done: String) throws -> DeskModel {
        let kind = dossier.kind
        let parts = kind == .matter ? [try tagsCard()] : [try textCard(), termsCard(), try keyDatesCard()]
        return DeskModel(
            dossier.name, detail: detail,
            back: (LawVuPageController.path + (kind == .matter ? "" : "?kind=contract"), "All \(kind.rawValue)s"),
            left: [statusCard(), try messagesCard(), try filesCard(), fieldsCard()],
            right: parts + [peopleCard(), itselfCard()],
            live: try LawVuLiveQuery(look: look).model(of: dossier), done: done, refusal: forms.refusal)
    }

    private var detail: String {
        let type = look.directory.type(dossier.typeID, of: dossier.kind)?.name ?? ""
        let marks = (dossier.restricted ? ["restricted"] : []) + (dossier.urgent ? ["urgent"] : [])
        // The interface shows no such number of a contract.
        let number = dossier.kind == .matter ? [dossier.displayID] : []
        return (number + [type, "now " + dossier.status] + marks).joined(separator: " · ")
    }

    private func statusCard() -> CardModel {
        let word = dossier.kind == .matter ? "State" : "Stage"
        let choices = Dossier.statuses(of: dossier.kind).map {
            FieldModel.Choice(value: $0, text: $0, isChosen: $0 == dossier.status)
        }
        return CardModel(
            "status", word,
            forms: [forms.form(.status(of: dossier.kind), "Change", [.choice("status", word, choices)])])
    }

    private func messagesCard() throws -> CardModel {
        let messages = try PartRows.messages(of: dossier, limit: Self.messagesMax, in: look.reading)
        return CardModel(
            "messages", "Status messages",
            rows: messages.map { message in
                let by = look.directory.user(message.createdBy)?.fullName ?? ""
                return RowModel(message.message, detail: by + ", " + LawVuWords.time(message.createdAt))
            }, forms: [forms.form(.message(of: dossier.kind), "Write", [.area("text", "New message")])])
    }

    private func filesCard() throws -> CardModel {
        let files = try FileRows.list(of: dossier.kind, dossier.id, in: look.reading)
        return CardModel(
            "files", "Files",
            rows: files.map { file in
                RowModel(
                    file.name, detail: LawVuWords.detail(of: file),
                    folds: [
                        FoldModel(
                            "New version", about: file.name,
                            [
                                forms.form(
                                    .addVersion(to: dossier.kind), record: String(file.id), "Upload", about: file.name,
                                    [.file("file", "File")])
                            ])
                    ])
            },
            folds: [
                FoldModel(
                    "Add a file", [forms.form(.addFile(to: dossier.kind), "Upload", [.file("file", "File")])])
            ])
    }

    private func tagsCard() throws -> CardModel {
        CardModel(
            "tags", "Tags",
            rows: try PartRows.tags(of: dossier, in: look.reading).map { tag in
                RowModel(
                    tag.description, detail: "",
                    quick: [
                        forms.form(
                            .removeTag, record: String(tag.id), "Take off", about: tag.description, isPlain: true)
                    ])
            }, forms: [forms.form(.addTag, "Add", isPlain: true, [.line("tag", "New tag")])])
    }
}

/// What only contracts have.
extension DossierPageQuery {
    private func textCard() throws -> CardModel {
        let document = try FileRows.document(of: dossier.id, in: look.reading)
        return CardModel(
            "text", "The contract’s text",
            rows: document.map { [RowModel($0.name, detail: LawVuWords.detail(of: $0))] } ?? [],
            folds: [FoldModel("Upload a new text", [forms.form(.text, "Upload", [.file("file", "File")])])])
    }

    private func termsCard() -> CardModel {
        CardModel(
            "terms", "Terms",
            forms: [
                forms.form(
                    .terms, "Save", isPlain: true,
                    [
                        .line("value", "Value", dossier.value?.text ?? "", isRequired: false),
                        .line("expiry", "Expires", dossier.expiry?.text ?? "", type: "date", isRequired: false),
                        .line("executed", "Executed", dossier.executed?.text ?? "", type: "date", isRequired: false),
                    ])
            ])
    }

    private func keyDatesCard() throws -> CardModel {
        CardModel(
            "key-dates", "Key dates",
            rows: try PartRows.keyDates(of: dossier, in: look.reading).map { date in
                RowModel(
                    date.name, detail: date.date.text,
                    folds: [
                        FoldModel(
                            "Move", about: date.name,
                            [
                                forms.form(
                                    .moveKeyDate, record: String(date.id), "Move", about: date.name,
                                    [.line("date", "Date", date.date.text, type: "date")])
                            ])
                    ])
            },
            folds: [
                FoldModel(
                    "Add a key date",
                    [forms.form(.addKeyDate, "Add", [.line("name", "Name"), .line("date", "Date", type: "date")])])
            ])
    }
}

/// Whose it is, and what it is called.
extension DossierPageQuery {
    private func peopleCard() -> CardModel {
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

    private func itselfCard() -> CardModel {
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

    private func fieldsCard() -> CardModel {
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

/// How the pages write what they show.
enum LawVuWords {
    static func time(_ moment: Instant) -> String {
        String(DossierJSON.moment(moment).prefix(16)).replacing("T", with: " ")
    }

    static func clock(_ milliseconds: Int64) -> String {
        String(DossierJSON.moment(Instant(milliseconds: milliseconds)).dropFirst(11).prefix(8))
    }

    static func detail(of file: DossierFile) -> String {
        "\(file.displayID) · version \(file.version) · \((file.size + 999) / 1_000) kB · \(time(file.modifiedAt))"
    }
}
