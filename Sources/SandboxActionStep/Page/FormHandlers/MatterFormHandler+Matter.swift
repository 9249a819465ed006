import Matters
import SandboxKit
import Storage
import Webhooks

/// The matter's step, name and status.
extension MatterFormHandler {
    static let matter = [advance, moveStep, setSettlement, rename, close, reopen, deleteMatter]

    /// Moves the matter one step forward from the step that the page showed. A stale page is refused: it would skip a step.
    static let advance = MatterFormHandler(
        "next-step", done: "The step was moved.", fires: [.stepChanged, .actionUpdated]
    ) {
        form, matter, change in
        guard form["from"] == matter.text("step_id") else {
            let step = try MatterLabels(reading: change.transaction).step(of: matter)
            throw RequestFailure.badRequest(
                "Nothing was moved: meanwhile it is at \(step). Look again, then move it on.")
        }
        let steps = try WorkflowSteps(of: matter, in: change.transaction)
        guard let next = steps.next else { throw RequestFailure.badRequest("This matter is at its last step.") }
        _ = try change.moveStep(of: matter.idText, to: next.idText)
    }

    /// A closed matter stays closed.
    static let moveStep = MatterFormHandler("step", done: "The step was moved.", fires: [.stepChanged, .actionUpdated])
    {
        form, matter, change in
        _ = try change.moveStep(of: matter.idText, to: form["step"])
    }

    static let setSettlement = MatterFormHandler(
        "settlement", done: "The settlement date was set.",
        fires: [.dataCollectionRecordValueUpdated, .dataCollectionRecordUpdated]
    ) { form, matter, change in
        let date = try form.date("date", "The settlement date")
        try change.setField("smtdateonly", of: "keydates", of: matter, to: date.text)
    }

    static let rename = MatterFormHandler("rename", done: "The matter was changed.", fires: [.actionUpdated]) {
        form, matter, change in
        _ = try change.update(
            matter,
            [
                "name": .text(try form.required("name", "The name")),
                "reference": .text(try form.optional("reference", "The reference")),
            ])
    }

    static let close = MatterFormHandler("close", done: "The matter was closed.", fires: [.actionUpdated]) {
        _, matter, change in
        _ = try change.update(matter, ["status": MatterStatus.closed.stored])
    }

    static let reopen = MatterFormHandler("reopen", done: "The matter was opened again.", fires: [.actionUpdated]) {
        _, matter, change in _ = try change.update(matter, ["status": MatterStatus.active.stored])
    }

    /// The vendor sends no event for a deleted matter; a copy learns of it by reconciling.
    static let deleteMatter = MatterFormHandler("delete", done: "The matter was deleted.") { form, matter, change in
        guard form["sure"] == "T" else { throw RequestFailure.badRequest("Tick that you are sure.") }
        try change.delete(matter)
    }
}
