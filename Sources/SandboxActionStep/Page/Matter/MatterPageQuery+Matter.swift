import SandboxKit
import Storage

/// The cards of the matter's step, name and status.
extension MatterPageQuery {
    func moveCard(_ collections: CollectionReading) throws -> CardModel {
        let steps = try WorkflowSteps(of: matter, in: reading)
        let choices = steps.all.map {
            FieldModel.Choice(value: $0.idText, text: $0.text("step_name") ?? "", isChosen: $0.id == matter["step_id"])
        }
        let next = steps.next.map { step in
            let from = [("from", matter.text("step_id") ?? "")]
            return forms.form(.advance, "Next step: " + (step.text("step_name") ?? ""), hidden: from)
        }
        let settlement = collections.values(of: FirmSetUp.keyDates)["smtdateonly"] ?? ""
        return CardModel(
            "move", "Move it on", hint: "Everybody who listens is told at once; the portal shows it by itself.",
            forms: [next].compactMap(\.self) + [
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
                forms.form(isOpen ? .close : .reopen, isOpen ? "Close the matter" : "Open it again", isPlain: true)
            ],
            folds: [
                fold(
                    "Name and reference", .rename, "Change",
                    [
                        .line("name", "Name", matter.text("name") ?? ""),
                        .line("reference", "Reference", matter.text("reference") ?? "", isRequired: false),
                    ]),
                FoldModel(
                    "Delete the matter",
                    [forms.form(.deleteMatter, "Delete", about: "this matter", [.tick("sure", "I am sure")])]),
            ])
    }
}

/// The steps of a matter's workflow, in order.
struct WorkflowSteps {
    let all: [ActionStepRecord]
    /// Nil at the last step.
    let next: ActionStepRecord?

    init(of matter: ActionStepRecord, in reading: any Reading) throws {
        all = try ActionStepTables.select(
            Catalogue.steps, where: "action_type_id = $2", [matter["action_type_id"]],
            tail: "ORDER BY CAST(step_number AS BIGINT)", in: reading)
        next = all.drop { $0.id != matter["step_id"] }.dropFirst().first
    }
}
