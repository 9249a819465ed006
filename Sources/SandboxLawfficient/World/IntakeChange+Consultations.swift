import Storage
import Webhooks

/// What happens to consultations, whoever does it.
extension IntakeChange {
    /// One that can still be moved or cancelled; what is over reads as not there.
    func openConsultation(_ id: String) throws -> Consultation {
        guard let found = try Consultations.find(id.lowercased(), in: transaction), found.status.isOpen else {
            throw LawfficientFailure.noConsultation
        }
        return found
    }

    func book(_ wish: BookingWish) throws -> Consultation {
        guard let lead = try Leads.find(wish.leadID, in: transaction) else {
            throw LawfficientFailure.invalid("lead_id is no lead of this firm.")
        }
        let consultation = Consultation(
            id: newID(), number: try nextNumber(in: "lawfficient_consultations"), leadID: lead.id,
            attorneyID: wish.attorneyID, type: wish.type, slot: wish.slot, timeZone: wish.timeZone,
            isPaid: wish.isPaid, amount: wish.amount, createdAt: now, data: wish.data)
        try checkSlot(of: consultation)
        try Consultations.insert([consultation], in: transaction)
        try announce(.consultationBooked, consultation)
        return consultation
    }

    /// Where nothing differs, nothing is checked, written or told.
    func move(_ consultation: Consultation, to wish: MovingWish) throws -> Consultation {
        var moved = wish.applied(to: consultation)
        guard moved != consultation else { return consultation }
        moved.status = .rescheduled
        try checkSlot(of: moved)
        try Consultations.update(moved, in: transaction)
        try announce(.consultationRescheduled, moved)
        return moved
    }

    func cancel(_ consultation: Consultation) throws -> Consultation {
        var canceled = consultation
        canceled.status = .canceled
        try Consultations.update(canceled, in: transaction)
        try announce(.consultationCanceled, canceled)
        return canceled
    }

    private func checkSlot(of it: Consultation) throws {
        guard try Office.staff(in: transaction).contains(where: { $0.id == it.attorneyID && $0.isSchedulable }) else {
            throw LawfficientFailure.invalid("attorney_id is nobody who can be booked; see GET /api/attorneys.")
        }
        if let refusal = try Office.calendar(of: it.attorneyID, in: transaction).refusal(of: it.slot, by: FirmTime()) {
            throw refusal
        }
        if try Consultations.isTaken(it.slot, of: it.attorneyID, but: it.id, in: transaction) {
            throw LawfficientFailure.slotUnavailable
        }
    }

    private func announce(_ event: LawfficientEvent, _ it: Consultation) throws {
        try announce(event, it.id, it.json, of: it.leadID)
    }
}
