import Storage
import Webhooks

/// What happens to leads, whoever does it: the interface and the page come through here.
extension IntakeChange {
    func lead(_ id: String) throws -> Lead {
        guard let lead = try Leads.find(id.lowercased(), in: transaction) else { throw LawfficientFailure.noLead }
        return lead
    }

    /// Begins at the first stage that is no end.
    func create(_ draft: LeadDraft) throws -> Lead {
        guard let status = try Office.firstOpenStatus(in: transaction) else { throw LawfficientFailure.noOpenStage }
        try check(assignee: draft.assigneeID)
        let lead = Lead(
            id: newID(), number: try nextNumber(in: "lawfficient_leads"), firstName: draft.firstName,
            lastName: draft.lastName, email: draft.email, phone: draft.phone, source: draft.source, status: status,
            assigneeID: draft.assigneeID, createdAt: now, lastActivityAt: now, data: draft.data)
        try Leads.insert([lead], in: transaction)
        try announce(.leadCreated, lead)
        return lead
    }

    func update(_ lead: Lead, _ patch: LeadPatch) throws -> Lead {
        var changed = try patch.applied(to: lead)
        if let key = patch.statusKey {
            guard let status = try Office.statuses(in: transaction).first(where: { $0.key == key }) else {
                throw LawfficientFailure.invalid("status must be the key of one of the firm's stages.")
            }
            changed.status = status
        }
        if changed.assigneeID != lead.assigneeID { try check(assignee: changed.assigneeID) }
        return try settle(changed, from: lead)
    }

    func setArchived(_ isArchived: Bool, _ lead: Lead) throws -> Lead {
        var changed = lead
        changed.isArchived = isArchived
        return try settle(changed, from: lead)
    }

    /// Writes what differs and tells of it; what differs in nothing is neither written nor told.
    private func settle(_ changed: Lead, from lead: Lead) throws -> Lead {
        let change = LeadChange(from: lead, to: changed)
        guard !change.isEmpty else { return lead }
        var changed = changed
        changed.lastActivityAt = now
        try Leads.update(changed, in: transaction)
        for event in change.events { try announce(event, changed) }
        return changed
    }

    private func announce(_ event: LawfficientEvent, _ lead: Lead) throws {
        try announce(event, lead.id, lead.json, of: lead.id)
    }

    private func check(assignee id: String?) throws {
        guard let id else { return }
        guard try Office.staff(in: transaction).contains(where: { $0.id == id }) else {
            throw LawfficientFailure.invalid("assignee_id is not a member of this firm.")
        }
    }
}
