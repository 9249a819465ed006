import SandboxKit
import Storage

struct FrontPageModel: Sendable {
    let title: String
    let query: String
    let kinds: [FieldModel.Choice]
    let states: [FieldModel.Choice]
    let matters: ListModel
    let people: [FieldModel.Choice]
    let paces: [Pace]
    let live: LiveUpdatesModel
    let done: String?
    let refusal: String?

    /// A button that sets the pace of the busy day.
    struct Pace: Sendable {
        let value: String
        let title: String
        let detail: String
        /// The value of `aria-pressed`: `true` or `false`.
        let isPressed: String
    }
}

/// Reads the front page.
struct FrontPageQuery {
    let reading: any Reading
    let search: MatterSearch
    let done: MatterFormHandler?
    let refusal: FormRefusal?
    let play: BusyDayPlayer.Status

    func model() throws -> FrontPageModel {
        let types = try ActionStepTables.select(Catalogue.actionTypes, tail: "ORDER BY id", in: reading)
        let kinds = types.map { FieldModel.Choice(value: $0.idText, text: $0.text("name") ?? "") }
        let matters = ListModel(
            try search.records(in: reading).map(row), of: try search.count(in: reading), "matters", page: search.page,
            emptyHint: "No matter matches. Try part of a name, a reference, a person or a mail address.",
            creation: opening(kinds), address: search.address)
        return FrontPageModel(
            title: "Pick a matter and change it", query: search.query,
            kinds: choices([("", "All kinds")] + kinds.map { ($0.value, $0.text) }, search.kind),
            states: choices([("", "Open and closed"), ("open", "Open"), ("closed", "Closed")], search.state),
            matters: matters, people: try SuggestedPeople.choices(in: reading), paces: paces,
            live: try NoticeQuery(reading: reading, play: play).live(), done: done?.message, refusal: refusal?.detail)
    }

    private func choices(_ choices: [(value: String, text: String)], _ chosen: String) -> [FieldModel.Choice] {
        choices.map { FieldModel.Choice(value: $0.value, text: $0.text, isChosen: $0.value == chosen) }
    }

    /// The button that stops is never pressed: it is an action and no pace.
    private var paces: [FrontPageModel.Pace] {
        BusyDayPace.allCases.map {
            .init(value: $0.rawValue, title: $0.title, detail: $0.detail, isPressed: String($0 == play.pace))
        } + [.init(value: "stop", title: "Stop", detail: "nothing by itself", isPressed: "false")]
    }

    private func row(_ matter: ActionStepRecord) throws -> ListModel.Row {
        let labels = MatterLabels(reading: reading)
        return ListModel.Row(
            href: "/matters/" + matter.idText, name: matter.text("name") ?? "", detail: try labels.detail(of: matter),
            state: try labels.step(of: matter),
            mark: matter["status"] == MatterStatus.closed.stored ? "closed" : "", markTone: "closed")
    }

    private func opening(_ kinds: [FieldModel.Choice]) -> FoldModel {
        var client = FieldModel.line("client", "Mail address of the client", type: "email", isRequired: false)
        client.suggestsPeople = true
        var broker = FieldModel.line("broker", "Mail address of the broker", type: "email", isRequired: false)
        broker.suggestsPeople = true
        let fields: [FieldModel] = [
            .choice("kind", "Kind", kinds), .line("name", "Name"), .line("reference", "Reference", isRequired: false),
            client, broker,
        ]
        let forms = FormBuilder<MatterFormHandler>(path: "/matters", refusal: refusal)
        return FoldModel("Open a new matter", [forms.form(.openMatter, "Open it", fields)])
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
