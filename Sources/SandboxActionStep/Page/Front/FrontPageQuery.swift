import SandboxKit
import Storage

/// Reads the front page.
struct FrontPageQuery {
    let reading: any Reading
    let search: MatterSearch
    let done: MatterFormHandler?
    let refusal: FormRefusal?
    let play: BusyDayPlayer.Status

    func model() throws -> FrontPageModel {
        let (records, count) = (try search.records(in: reading), try search.count(in: reading))
        let first = ListModel.offset(ofPage: search.page)
        let types = try ActionStepTables.select(
            Catalogue.actionTypes, where: "1 = 1", [], tail: "ORDER BY id", in: reading)
        let kinds = types.map { FieldModel.Choice(value: $0.idText, text: $0.text("name") ?? "") }
        return FrontPageModel(
            title: "Pick a matter and change it", query: search.query,
            kinds: chosen([.init(value: "", text: "All kinds")] + kinds, search.kind),
            states: chosen(Self.states, search.state), matters: try records.map(line), hasNone: records.isEmpty,
            range: records.isEmpty ? "" : "\(first + 1)–\(first + records.count) of \(count) matters",
            earlier: search.address(ofPage: search.page - 1), hasEarlier: search.page > 1,
            later: search.address(ofPage: search.page + 1), hasLater: first + records.count < count,
            opening: opening(kinds), people: try SuggestedPeople.choices(in: reading),
            paces: PaceModel.all(playing: play.pace), live: try NoticeQuery(reading: reading, play: play).live(),
            done: done?.message ?? "", hasDone: done != nil,
            refusal: refusal?.detail ?? "",
            hasRefusal: refusal != nil)
    }

    private static let states: [FieldModel.Choice] = [
        .init(value: "", text: "Open and closed"), .init(value: "open", text: "Open"),
        .init(value: "closed", text: "Closed"),
    ]

    private func chosen(_ choices: [FieldModel.Choice], _ value: String) -> [FieldModel.Choice] {
        choices.map { FieldModel.Choice(value: $0.value, text: $0.text, isChosen: $0.value == value) }
    }

    private func line(_ matter: ActionStepRecord) throws -> MatterLine {
        let words = MatterLabels(reading: reading)
        return MatterLine(
            href: "/matters/" + matter.idText, name: matter.text("name") ?? "",
            detail: try words.detail(of: matter), step: try words.step(of: matter),
            isClosed: matter["status"] == MatterStatus.closed.stored)
    }

    private func opening(_ kinds: [FieldModel.Choice]) -> FoldModel {
        var client = FieldModel.line("client", "Mail address of the client", type: "email", isRequired: false)
        client.suggestsPeople = true
        var broker = FieldModel.line("broker", "Mail address of the broker", type: "email", isRequired: false)
        broker.suggestsPeople = true
        return FoldModel(
            "Open a new matter",
            [
                FormBuilder<MatterFormHandler>(path: "/matters", refusal: refusal).form(
                    .openMatter, "Open it",
                    [
                        .choice("kind", "Kind", kinds), .line("name", "Name"),
                        .line("reference", "Reference", isRequired: false), client, broker,
                    ])
            ])
    }
}

/// Suggestions for fields that ask for a mail address: the people with roles in many matters, who have the lowest ids.
enum SuggestedPeople {
    static let rowsMax = 200

    static func choices(in reading: any Reading) throws -> [FieldModel.Choice] {
        try ActionStepTables.select(
            Catalogue.participants, where: "id < $2 AND email IS NOT NULL", [.integer(SeedIDs.firstClient)],
            tail: "ORDER BY id LIMIT \(rowsMax)", in: reading
        ).map { FieldModel.Choice(value: $0.text("email") ?? "", text: $0.text("display_name") ?? "") }
    }
}
