import Matters
import SandboxKit
import Storage
import Webhooks

/// The matter's step, name and status, and its relations to other matters, such as the sale of the old home and the
/// purchase of the new one.
extension MatterFormHandler {
    static let matter = [advance, moveStep, setSettlement, rename, close, reopen, deleteMatter]
    static let related = [relate, unrelate]

    /// Opens a matter from the front page; the only handler without an existing matter.
    static let openMatter = MatterFormHandler(
        "open", done: "The matter was opened.", fires: [.actionCreated, .actionParticipantAdded])

    static func open(_ form: Submission, _ change: ActionStepChange) throws -> ActionStepRecord {
        let name = try form.required("name", "The name")
        let type = try change.find(Catalogue.actionTypes, form["kind"])
        let parties = try [("client", SeedIDs.client), ("broker", SeedIDs.broker)].filter { !form[$0.0].isEmpty }.map {
            let mail = try form.mailAddress($0.0, "The mail address")
            let hint = "Leave it empty and add them on the matter’s page."
            return (try change.person(withMail: mail, otherwise: hint).id, SQLValue.integer($0.1))
        }
        let matter = try change.openMatter(
            name, reference: try form.optional("reference", "The reference"), type: type.id,
            assignedTo: .integer(ActionStepChange.userID))
        for (person, role) in parties { try change.addParticipant(person, as: role, to: matter) }
        return matter
    }

    /// Moves the matter one step forward from the step that the page showed. A stale page is refused: it would skip a step.
    static let advance = MatterFormHandler(
        "next-step", done: "The step was moved.", fires: [.stepChanged, .actionUpdated]
    ) { form, matter, change in
        guard form["from"] == matter.text("step_id") else {
            let step = try MatterLabels(reading: change.transaction).step(of: matter)
            throw RequestFailure.badRequest(
                "Nothing was moved: meanwhile it is at \(step). Look again, then move it on.")
        }
        let steps = try WorkflowSteps(of: matter, in: change.transaction)
        guard let next = steps.next else { throw RequestFailure.badRequest("This matter is at its last step.") }
        try change.moveStep(of: matter.idText, to: next.idText)
    }

    /// A closed matter stays closed.
    static let moveStep = MatterFormHandler(
        "step", done: "The step was moved.", fires: [.stepChanged, .actionUpdated]
    ) { form, matter, change in try change.moveStep(of: matter.idText, to: form["step"]) }

    static let setSettlement = MatterFormHandler(
        "settlement", done: "The settlement date was set.", fires: valueEvents
    ) { form, matter, change in
        let date = try form.date("date", "The settlement date")
        try change.setField("smtdateonly", of: "keydates", of: matter, to: date.text)
    }

    static let rename = updating("rename", done: "The matter was changed.") { form in
        let name = SQLValue.text(try form.required("name", "The name"))
        return ["name": name, "reference": .text(try form.optional("reference", "The reference"))]
    }

    static let close = updating("close", done: "The matter was closed.") { _ in
        ["status": MatterStatus.closed.stored]
    }

    static let reopen = updating("reopen", done: "The matter was opened again.") { _ in
        ["status": MatterStatus.active.stored]
    }

    private static func updating(_ name: String, done: String, _ values: @escaping Values) -> Self {
        Self(name, done: done, fires: [.actionUpdated]) { form, matter, change in
            try change.update(matter, try values(form))
        }
    }

    /// The vendor sends no event for a deleted matter; a copy learns of it by reconciling.
    static let deleteMatter = MatterFormHandler("delete", done: "The matter was deleted.") { form, matter, change in
        guard form["sure"] == "T" else { throw RequestFailure.badRequest("Tick that you are sure.") }
        try change.delete(matter)
    }

    static let relate = MatterFormHandler("related", done: "The matters were related.", fires: [.actionUpdated]) {
        form, matter, change in
        let reference = try form.required("reference", "The reference")
        let found = try ActionStepTables.select(
            Catalogue.actions, where: "reference = $2", [.text(reference)], tail: "ORDER BY id LIMIT 3",
            in: change.transaction)
        guard !found.isEmpty else { throw RequestFailure.badRequest("No matter has the reference \(reference).") }
        let others = found.filter { $0.id != matter.id }
        guard let other = others.first else { throw RequestFailure.badRequest("A matter is not related to itself.") }
        guard others.count == 1 else {
            let names = others.map { $0.text("name") ?? "" }.joined(separator: " and ")
            throw RequestFailure.badRequest(
                "More than one matter has the reference \(reference): \(names). Give one of them another first.")
        }
        guard !matter.relatedMatterIDs.contains(other.idText) else {
            throw RequestFailure.badRequest("The matters are related already.")
        }
        try change.update(matter, ["related_actions_id": .ids(matter.relatedMatterIDs + [other.idText])])
    }

    static let unrelate = MatterFormHandler(
        "related-remove", done: "The matters are no longer related.", fires: [.actionUpdated]
    ) { form, matter, change in
        guard matter.relatedMatterIDs.contains(form.record) else {
            throw RequestFailure.notFound("This matter has no such relation.")
        }
        try change.update(matter, ["related_actions_id": .ids(matter.relatedMatterIDs.filter { $0 != form.record })])
    }
}
