import Matters
import SandboxKit
import Webhooks

/// Reads the page of one matter or contract, a card for each of its parts.
struct MatterOrContractPageQuery {
    static let messagesMax = 20
    let query: LawVuQuery
    let item: MatterOrContract
    let refusal: FormRefusal?

    var forms: FormBuilder<LawVuFormHandler> {
        FormBuilder(path: LawVuPageController.address(of: item), refusal: refusal)
    }

    func model(done: String) throws -> CardPageModel<Never> {
        let kind = item.kind
        let kindCards = kind == .matter ? [try tagsCard()] : [try documentCard(), termsCard(), try keyDatesCard()]
        return CardPageModel(
            item.name, detail: detail, back: (LawVuPageController.address(of: kind), "All \(kind.rawValue)s"),
            left: [statusCard(), try messagesCard(), try filesCard(), fieldsCard()],
            right: kindCards + [peopleCard(), itselfCard()],
            live: try LawVuDeliveriesQuery(query: query).model(key: item.orderingKey), done: done, refusal: refusal)
    }

    private var detail: String {
        let type = query.directory.type(item.typeID, of: item.kind)?.name ?? ""
        let marks = (item.restricted ? ["restricted"] : []) + (item.urgent ? ["urgent"] : [])
        // The API shows no display id of a contract.
        let number = item.kind == .matter ? [item.displayID] : []
        return (number + [type, "now " + item.status] + marks).joined(separator: " · ")
    }

    private func messagesCard() throws -> CardModel {
        let messages = try StatusMessage.latest(Self.messagesMax, of: item, in: query.reading)
        return CardModel(
            "messages", "Status messages",
            rows: messages.map { message in
                let by = query.directory.user(message.createdBy)?.fullName ?? ""
                return RowModel(message.message, detail: by + ", " + LawVuLabels.time(message.createdAt))
            }, forms: [forms.form(.message(of: item.kind), "Write", [.area("text", "New message")])])
    }

    private func filesCard() throws -> CardModel {
        let upload = FieldModel.file("file", "File")
        let rows = try LawVuFile.files(of: item, in: query.reading).map { file in
            let version = LawVuFormHandler.addVersion(to: item.kind)
            return RowModel(
                file.name, detail: LawVuLabels.detail(of: file),
                folds: [fold("New version", version, record: file.id, "Upload", about: file.name, [upload])])
        }
        return CardModel(
            "files", "Files", rows: rows, folds: [fold("Add a file", .addFile(to: item.kind), "Upload", [upload])])
    }

    private func tagsCard() throws -> CardModel {
        let rows = try LawVuTag.list(of: item, in: query.reading).map { tag in
            let remove = forms.form(.removeTag, record: String(tag.id), "Remove", about: tag.description, isPlain: true)
            return RowModel(tag.description, detail: "", quick: [remove])
        }
        return CardModel(
            "tags", "Tags", rows: rows, forms: [forms.form(.addTag, "Add", isPlain: true, [.line("tag", "New tag")])])
    }

    private func documentCard() throws -> CardModel {
        let document = try LawVuFile.document(of: item, in: query.reading)
        return CardModel(
            "text", "The contract’s text",
            rows: document.map { [RowModel($0.name, detail: LawVuLabels.detail(of: $0))] } ?? [],
            folds: [fold("Upload a new text", .text, "Upload", [.file("file", "File")])])
    }

    private func keyDatesCard() throws -> CardModel {
        let rows = try KeyDate.byDate(of: item, in: query.reading).map { date in
            let field = FieldModel.line("date", "Date", date.date.text, type: "date")
            return RowModel(
                date.name, detail: date.date.text,
                folds: [fold("Move", .moveKeyDate, record: date.id, "Move", about: date.name, [field])])
        }
        let fields: [FieldModel] = [.line("name", "Name"), .line("date", "Date", type: "date")]
        return CardModel(
            "key-dates", "Key dates", rows: rows, folds: [fold("Add a key date", .addKeyDate, "Add", fields)])
    }

    private func fold(
        _ title: String, _ handler: LawVuFormHandler, record: Int64? = nil, _ button: String,
        about subject: String = "", _ fields: [FieldModel]
    ) -> FoldModel {
        let record = record.map { String($0) } ?? ""
        return FoldModel(title, about: subject, [forms.form(handler, record: record, button, about: subject, fields)])
    }
}
