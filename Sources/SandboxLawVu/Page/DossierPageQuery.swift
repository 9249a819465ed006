import Matters
import SandboxKit
import Storage
import Webhooks

/// Reads the page of one matter or contract: a card for each kind of thing that it holds.
struct DossierPageQuery {
    static let messagesMax = 20
    let look: LawVuLook
    let dossier: Dossier
    let forms: FormMaker<LawVuDeed>

    init(_ dossier: Dossier, refusal: FormRefusal?, _ look: LawVuLook) {
        (self.dossier, self.look) = (dossier, look)
        forms = FormMaker(path: LawVuPageController.address(of: dossier), refusal: refusal)
    }

    func model(done: String) throws -> CardPageModel<Never> {
        let kind = dossier.kind
        let parts = kind == .matter ? [try tagsCard()] : [try textCard(), termsCard(), try keyDatesCard()]
        return CardPageModel(
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
