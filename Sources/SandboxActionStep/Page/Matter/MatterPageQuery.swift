import Matters
import SandboxKit
import Storage

/// Reads one matter's page: a card for each kind of thing the matter holds.
struct MatterPageQuery {
    let reading: any Reading
    let matter: Record
    let forms: FormMaker<Deed>
    private let play: BusyDayPlayer.Status

    /// Nil when there is no such matter.
    init?(_ id: String, refusal: FormRefusal?, play: BusyDayPlayer.Status, in reading: any Reading) throws {
        guard let key = Catalogue.actions.idValue(id),
            let matter = try WorldTables.find(Catalogue.actions, key, in: reading)
        else { return nil }
        (self.reading, self.matter, self.play) = (reading, matter, play)
        forms = FormMaker(path: "/matters/" + matter.idText.percentEncoded, refusal: refusal)
    }

    func model(done: Deed?) throws -> MatterModel {
        let collections = try CollectionReading(of: matter, in: reading)
        let words = MatterWords(reading: reading)
        return MatterModel(
            title: matter.text("name") ?? "", detail: try words.detail(of: matter), step: try words.step(of: matter),
            status: matter.text("status") ?? "",
            tone: matter.text("status") == "Active" ? "good" : "plain",
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
