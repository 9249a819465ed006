import Matters
import SandboxKit
import Storage

struct MatterPageModel: Sendable {
    let title: String
    /// The reference, if any, and the matter type.
    let detail: String
    let step: String
    let status: String
    /// A CSS class.
    let tone: String
    let left: [CardModel]
    let right: [CardModel]
    /// Suggested mail addresses.
    let people: [FieldModel.Choice]
    let live: LiveUpdatesModel
    let done: String?
    let refusal: String?
}

/// Reads the page of a matter: a card for each kind of record.
struct MatterPageQuery {
    let reading: any Reading
    let matter: ActionStepRecord
    let forms: FormBuilder<MatterFormHandler>
    private let play: BusyDayPlayer.Status

    /// Nil when there is no such matter.
    init?(_ id: String, refusal: FormRefusal?, play: BusyDayPlayer.Status, in reading: any Reading) throws {
        guard let matter = try ActionStepTables.find(Catalogue.actions, text: id, in: reading) else { return nil }
        self.reading = reading
        self.matter = matter
        self.play = play
        forms = FormBuilder(path: "/matters/" + matter.idText.percentEncoded, refusal: refusal)
    }

    func model(done: MatterFormHandler?) throws -> MatterPageModel {
        let collections = try CollectionReading(of: matter, in: reading)
        let labels = MatterLabels(reading: reading)
        return MatterPageModel(
            title: matter.text("name") ?? "", detail: try labels.detail(of: matter),
            step: try labels.step(of: matter), status: matter.text("status") ?? "",
            tone: matter["status"] == MatterStatus.active.stored ? "good" : "plain",
            left: try [
                moveCard(collections), notesCard(), documentsCard(), listCard(FirmSetUp.outstanding, collections),
                tasksCard(), timeCard(), disbursementsCard(),
            ],
            right: try [partiesCard()] + otherCards(collections) + [relatedCard(), fileCard()],
            people: try SuggestedPeople.choices(in: reading),
            live: try NoticeQuery(reading: reading, play: play).live(ofMatter: matter.idText),
            done: done?.message, refusal: forms.refusal?.detail)
    }
}

/// Parts that several cards have.
extension MatterPageQuery {
    /// The newest rows of the matter.
    func newest(_ resource: Resource, _ condition: String = "1 = 1", max: Int = 15) throws -> [ActionStepRecord] {
        try ActionStepTables.select(
            resource, where: "action_id = $2 AND \(condition)", [matter.id], tail: "ORDER BY id DESC LIMIT \(max)",
            in: reading)
    }

    /// For example `10 of 14, newest first`; empty when all rows are shown.
    func shown(_ count: Int, of resource: Resource) throws -> String {
        let all = try ActionStepTables.count(resource, where: "action_id = $2", [matter.id], in: reading)
        return count < all ? "\(count) of \(all), newest first" : ""
    }

    /// One form behind a word.
    func fold(
        _ title: String, about subject: String = "", _ handler: MatterFormHandler, of collection: String = "",
        _ button: String, _ fields: [FieldModel]
    ) -> FoldModel {
        FoldModel(title, about: subject, [forms.form(handler, of: collection, button, fields)])
    }

    /// The forms of a row behind a word: the one that edits it, if there is one, and the one that deletes it.
    /// - Parameter role: tells rows of the same name apart.
    func changeFold(
        _ record: String, about name: String, role: String = "", of collection: String = "",
        edit: (handler: MatterFormHandler, button: String, fields: [FieldModel])? = nil,
        delete: (handler: MatterFormHandler, button: String)
    ) -> FoldModel {
        let editing = edit.map {
            forms.form($0.handler, record: record, of: collection, $0.button, about: name, $0.fields)
        }
        let deletion = forms.form(delete.handler, record: record, delete.button, about: name, isPlain: true)
        return FoldModel("Change", about: name + role, [editing, deletion].compactMap(\.self))
    }
}
