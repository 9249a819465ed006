import SandboxKit
import Storage

/// The cards of the matter's step, name and status.
extension MatterPageQuery {
    func moveCard(_ collections: CollectionReading) throws -> CardModel {
        let steps = try WorkflowSteps(of: matter, in: reading)
        let choices = steps.all.map {
            FieldModel.Choice(
                value: $0.idText, text: $0.text("step_name") ?? "", isChosen: $0.id == matter["step_id"])
        }
        let next = steps.next.map { "Next step: " + ($0.text("step_name") ?? "") }
        let settlement = collections.entries(of: FirmSetUp.keyDates).first?.values["smtdateonly"] ?? ""
        return CardModel(
            "move", "Move it on", hint: "Everybody who listens is told at once; the portal shows it by itself.",
            forms: (next.map { [forms.form(.advance, $0, hidden: [("from", matter.text("step_id") ?? "")])] } ?? []) + [
                forms.form(.moveStep, "Move", isPlain: true, [.choice("step", "Step", choices)]),
                forms.form(
                    .setSettlement, "Set date", isPlain: true,
                    [.line("date", "Settlement date", settlement, type: "date")]),
            ])
    }

    func fileCard() throws -> CardModel {
        let isOpen = matter["status"] != MatterStatus.closed.stored
        return CardModel(
            "file", "The matter itself",
            forms: [
                isOpen
                    ? forms.form(.close, "Close the matter", isPlain: true)
                    : forms.form(.reopen, "Open it again", isPlain: true)
            ],
            folds: [
                FoldModel(
                    "Name and reference",
                    [
                        forms.form(
                            .rename, "Change",
                            [
                                .line("name", "Name", matter.text("name") ?? ""),
                                .line("reference", "Reference", matter.text("reference") ?? "", isRequired: false),
                            ])
                    ]),
                FoldModel(
                    "Delete the matter",
                    [forms.form(.deleteMatter, "Delete", about: "this matter", [.tick("sure", "I am sure")])]),
            ])
    }
}
