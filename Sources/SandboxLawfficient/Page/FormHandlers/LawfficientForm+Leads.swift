import Matters
import Records
import SandboxKit
import Storage
import Webhooks

/// Forms that change a lead and its consultations.
extension LawfficientForm {
    static let onLead = [setStage, assign, edit, archive, restore, book, reschedule, cancel]

    static let makeLead = standalone("make", done: "The lead was made.", fires: [.leadCreated]) { form, change in
        try change.create(try LeadDraft(BodyReader(body: form.leadDetails))).id
    }

    static let setStage = lead("stage", done: "The lead was moved to another stage.", fires: .leadStatusChanged) {
        form, lead, change in _ = try change.update(lead, LeadPatch(statusKey: try form.required("stage", "The stage")))
    }

    static let assign = lead("assign", done: "The lead was assigned.", fires: .leadAssigned) { form, lead, change in
        let id = form["assignee"]
        _ = try change.update(lead, LeadPatch(assignment: .to(id.isEmpty ? nil : id)))
    }

    static let edit = lead("edit", done: "The lead was changed.", fires: .leadUpdated) { form, lead, change in
        _ = try change.update(lead, try LeadPatch(BodyReader(body: form.leadDetails)))
    }

    static let archive = lead("archive", done: "The lead was archived.", fires: .leadArchived) { _, lead, change in
        _ = try change.setArchived(true, lead)
    }

    static let restore = lead("restore", done: "The lead was restored.", fires: .leadUpdated) { _, lead, change in
        _ = try change.setArchived(false, lead)
    }

    static let book = lead("book", done: "The consultation was booked.", fires: .consultationBooked) {
        form, lead, change in
        _ = try change.book(
            BookingRequest(
                leadID: lead.id, attorneyID: form["attorney"], type: try form.required("type", "The type"),
                slot: try form.slot()))
    }

    static let reschedule = lead("move", done: "The consultation was moved.", fires: .consultationRescheduled) {
        form, lead, change in
        let slot = try form.slot()
        _ = try change.reschedule(
            try change.consultation(form, of: lead),
            RescheduleRequest(
                startAt: slot.startAt, durationMinutes: slot.durationMinutes, attorneyID: form["attorney"]))
    }

    static let cancel = lead("cancel", done: "The consultation was cancelled.", fires: .consultationCanceled) {
        form, lead, change in _ = try change.cancel(try change.consultation(form, of: lead))
    }
}

extension IntakeChange {
    /// Attack: the URL names one lead and the form a consultation of another.
    fileprivate func consultation(_ form: Submission, of lead: Lead) throws -> Consultation {
        let found = try openConsultation(form.record)
        guard found.leadID == lead.id else { throw LawfficientFailure.noConsultation }
        return found
    }
}

extension Submission {
    static let slotMinutes = [15, 30, 45, 60, 90]

    /// As a body of the API, so that page and API have the same validation.
    fileprivate var leadDetails: JSONValue {
        let names = ["first_name", "last_name", "email", "phone", "source"]
        return .object(.init(names.map { (name: $0, value: .string(self[$0])) }))
    }

    /// The requested day, local time of the firm, and duration.
    fileprivate func slot() throws -> Slot {
        let date = try date("date", "The day")
        let parts = try timeOfDay("time", "The time").split(separator: ":").compactMap { Int($0) }
        guard let minutes = Int(self["minutes"]), Slot.durationMinutes.contains(minutes) else {
            throw RequestFailure.badRequest("Choose how long it takes.")
        }
        let start = FirmTime().instant(.init(date: date, minute: parts[0] * 60 + parts[1]))
        return Slot(startAt: start, durationMinutes: minutes)
    }
}
