import Matters
import SandboxKit
import Storage
import Webhooks

/// The matter itself: its step, its name, open or closed.
extension Deed {
    static let matter = [advance, moveStep, setSettlement, rename, close, reopen, deleteMatter]

    /// The way most matters go: one step forward from the step that the page showed, and from no other: a page that
    /// has grown old would move the matter past a step that nobody meant to pass.
    static let advance = Deed("next-step", done: "The step was moved.", fires: [.stepChanged, .actionUpdated]) {
        form, matter, change in
        guard form["from"] == matter.text("step_id") else {
            let step = try MatterWords(reading: change.transaction).step(of: matter)
            throw RequestFailure.badRequest(
                "Nothing was moved: meanwhile it is at \(step). Look again, then move it on.")
        }
        let steps = try WorkflowSteps(of: matter, in: change.transaction)
        guard let next = steps.next else { throw RequestFailure.badRequest("This matter is at its last step.") }
        _ = try change.moveStep(of: matter.idText, to: next.idText)
    }

    /// A closed matter stays closed.
    static let moveStep = Deed("step", done: "The step was moved.", fires: [.stepChanged, .actionUpdated]) {
        form, matter, change in
        _ = try change.moveStep(of: matter.idText, to: form["step"])
    }

    static let setSettlement = Deed(
        "settlement", done: "The settlement date was set.",
        fires: [.dataCollectionRecordValueUpdated, .dataCollectionRecordUpdated]
    ) { form, matter, change in
        let date = try form.date("date", "The settlement date")
        try change.setField("smtdateonly", of: "keydates", of: matter, to: date.text)
    }

    static let rename = Deed("rename", done: "The matter was changed.", fires: [.actionUpdated]) {
        form, matter, change in
        _ = try change.update(
            matter,
            [
                "name": .text(try form.required("name", "The name")),
                "reference": .text(try form.optional("reference", "The reference")),
            ])
    }

    static let close = Deed("close", done: "The matter was closed.", fires: [.actionUpdated]) { _, matter, change in
        _ = try change.update(matter, ["status": "Closed"])
    }

    static let reopen = Deed("reopen", done: "The matter was opened again.", fires: [.actionUpdated]) {
        _, matter, change in _ = try change.update(matter, ["status": "Active"])
    }

    /// The vendor announces no deleted matter: who keeps a copy finds out at the next look.
    static let deleteMatter = Deed("delete", done: "The matter was deleted.") { form, matter, change in
        guard form["sure"] == "T" else { throw RequestFailure.badRequest("Tick that you are sure.") }
        try change.delete(matter)
    }
}
