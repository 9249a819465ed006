import Matters
import SandboxKit
import Storage

/// Reads the page of a matter: a card for each kind of record.
struct MatterPageQuery {
    let reading: any Reading
    let matter: ActionStepRecord
    let forms: FormMaker<MatterFormHandler>
    private let play: BusyDayPlayer.Status

    /// Nil when there is no such matter.
    init?(_ id: String, refusal: FormRefusal?, play: BusyDayPlayer.Status, in reading: any Reading) throws {
        guard let key = Catalogue.actions.idValue(id),
            let matter = try ActionStepTables.find(Catalogue.actions, key, in: reading)
        else { return nil }
        self.reading = reading
        self.matter = matter
        self.play = play
        forms = FormMaker(path: "/matters/" + matter.idText.percentEncoded, refusal: refusal)
    }

    func model(done: MatterFormHandler?) throws -> MatterPageModel {
        let collections = try CollectionReading(of: matter, in: reading)
        let words = MatterLabels(reading: reading)
        return MatterPageModel(
            title: matter.text("name") ?? "", detail: try words.detail(of: matter), step: try words.step(of: matter),
            status: matter.text("status") ?? "",
            tone: matter["status"] == MatterStatus.active.stored ? "good" : "plain",
            left: try [
                moveCard(collections), notesCard(), documentsCard(), listCard(FirmSetUp.outstanding, collections),
                tasksCard(), timeCard(), disbursementsCard(),
            ],
            right: try [partiesCard()] + otherCards(collections) + [relatedCard(), fileCard()],
            people: try SuggestedPeople.choices(in: reading),
            live: try NoticeQuery(reading: reading, play: play).live(ofMatter: matter.idText),
            done: done?.message ?? "", hasDone: done != nil,
            refusal: forms.refusal?.detail ?? "", hasRefusal: forms.refusal != nil)
    }
}
