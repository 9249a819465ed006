import Matters
import SandboxKit
import Storage
import Webhooks

/// Reads the page of one matter or contract, a card for each of its parts.
struct MatterOrContractPageQuery {
    static let messagesMax = 20
    let query: LawVuQuery
    let item: MatterOrContract
    let forms: FormBuilder<LawVuFormHandler>

    init(_ item: MatterOrContract, refusal: FormRefusal?, _ query: LawVuQuery) {
        self.item = item
        self.query = query
        forms = FormBuilder(path: LawVuPageController.address(of: item), refusal: refusal)
    }

    func model(done: String) throws -> CardPageModel<Never> {
        let kind = item.kind
        let kindCards = kind == .matter ? [try tagsCard()] : [try documentCard(), termsCard(), try keyDatesCard()]
        return CardPageModel(
            item.name, detail: detail,
            back: (LawVuPageController.path + (kind == .matter ? "" : "?kind=contract"), "All \(kind.rawValue)s"),
            left: [statusCard(), try messagesCard(), try filesCard(), fieldsCard()],
            right: kindCards + [peopleCard(), itselfCard()],
            live: try LawVuDeliveriesQuery(query: query).model(of: item), done: done, refusal: forms.refusal)
    }

    private var detail: String {
        let type = query.directory.type(item.typeID, of: item.kind)?.name ?? ""
        let marks = (item.restricted ? ["restricted"] : []) + (item.urgent ? ["urgent"] : [])
        // The API shows no display id of a contract.
        let number = item.kind == .matter ? [item.displayID] : []
        return (number + [type, "now " + item.status] + marks).joined(separator: " · ")
    }

    private func statusCard() -> CardModel {
        let label = item.kind == .matter ? "State" : "Stage"
        let choices = MatterOrContract.statuses(of: item.kind).map {
            FieldModel.Choice(value: $0, text: $0, isChosen: $0 == item.status)
        }
        return CardModel(
            "status", label,
            forms: [forms.form(.status(of: item.kind), "Change", [.choice("status", label, choices)])])
    }

    private func messagesCard() throws -> CardModel {
        let messages = try LawVuPartTables.messages(of: item, limit: Self.messagesMax, in: query.reading)
        return CardModel(
            "messages", "Status messages",
            rows: messages.map { message in
                let by = query.directory.user(message.createdBy)?.fullName ?? ""
                return RowModel(message.message, detail: by + ", " + LawVuLabels.time(message.createdAt))
            }, forms: [forms.form(.message(of: item.kind), "Write", [.area("text", "New message")])])
    }

    private func filesCard() throws -> CardModel {
        let files = try LawVuFileTables.list(of: item.kind, item.id, in: query.reading)
        return CardModel(
            "files", "Files",
            rows: files.map { file in
                RowModel(
                    file.name, detail: LawVuLabels.detail(of: file),
                    folds: [
                        FoldModel(
                            "New version", about: file.name,
                            [
                                forms.form(
                                    .addVersion(to: item.kind), record: String(file.id), "Upload", about: file.name,
                                    [.file("file", "File")])
                            ])
                    ])
            },
            folds: [
                FoldModel(
                    "Add a file", [forms.form(.addFile(to: item.kind), "Upload", [.file("file", "File")])])
            ])
    }

    private func tagsCard() throws -> CardModel {
        CardModel(
            "tags", "Tags",
            rows: try LawVuPartTables.tags(of: item, in: query.reading).map { tag in
                RowModel(
                    tag.description, detail: "",
                    quick: [
                        forms.form(
                            .removeTag, record: String(tag.id), "Remove", about: tag.description, isPlain: true)
                    ])
            }, forms: [forms.form(.addTag, "Add", isPlain: true, [.line("tag", "New tag")])])
    }
}
