import Storage
import Webhooks

/// Changes of consultations, for the API and the pages.
extension IntakeChange {
    /// A consultation that can be rescheduled or cancelled.
    /// - Throws: `LawfficientFailure.noConsultation` also for one that is completed or cancelled.
    func openConsultation(_ id: String) throws -> Consultation {
        guard let found = try Consultations.find(id.lowercased(), in: transaction), found.status.isOpen else {
            throw LawfficientFailure.noConsultation
        }
        return found
    }

    /// - Throws: `LawfficientFailure` when the lead or the attorney is unknown, or the slot is not free.
    func book(_ request: BookingRequest) throws -> Consultation {
        guard let lead = try Leads.find(request.leadID, in: transaction) else {
            throw LawfficientFailure.invalid("lead_id is not a lead of this firm.")
        }
        let consultation = Consultation(
            id: newID(), number: try nextNumber(in: "lawfficient_consultations"), leadID: lead.id,
            attorneyID: request.attorneyID, type: request.type, slot: request.slot, timeZone: request.timeZone,
            isPaid: request.isPaid, amount: request.amount, createdAt: now, data: request.data)
        try checkSlot(of: consultation)
        try Consultations.insert([consultation], in: transaction)
        try publish(.consultationBooked, consultation)
        return consultation
    }

    /// Without a difference nothing is checked or written and no event is published.
    /// - Throws: `LawfficientFailure` when the slot is not free.
    func reschedule(_ consultation: Consultation, _ request: RescheduleRequest) throws -> Consultation {
        var rescheduled = request.applied(to: consultation)
        guard rescheduled != consultation else { return consultation }
        rescheduled.status = .rescheduled
        try checkSlot(of: rescheduled)
        try Consultations.update(rescheduled, in: transaction)
        try publish(.consultationRescheduled, rescheduled)
        return rescheduled
    }

    func cancel(_ consultation: Consultation) throws -> Consultation {
        var canceled = consultation
        canceled.status = .canceled
        try Consultations.update(canceled, in: transaction)
        try publish(.consultationCanceled, canceled)
        return canceled
    }

    private func checkSlot(of it: Consultation) throws {
        guard try Office.staff(in: transaction).contains(where: { $0.id == it.attorneyID && $0.isSchedulable }) else {
            throw LawfficientFailure.invalid("attorney_id is not a bookable attorney; see GET /api/attorneys.")
        }
        if let failure = try Office.calendar(of: it.attorneyID, in: transaction).failure(for: it.slot, by: FirmTime()) {
            throw failure
        }
        if try Consultations.isBooked(it.slot, of: it.attorneyID, excluding: it.id, in: transaction) {
            throw LawfficientFailure.slotUnavailable
        }
    }

    private func publish(_ event: LawfficientEvent, _ it: Consultation) throws {
        try publish(event, it.id, it.json, of: it.leadID)
    }
}
