import Storage
import Webhooks

/// Changes of leads, for the API and the pages.
extension IntakeChange {
    func lead(_ id: String) throws -> Lead {
        guard let lead = try Leads.find(id.lowercased(), in: transaction) else { throw LawfficientFailure.noLead }
        return lead
    }

    /// The lead starts at the first stage that is not terminal.
    /// - Throws: `LawfficientFailure` when there is no such stage or the assignee is unknown.
    func create(_ draft: LeadDraft) throws -> Lead {
        guard let status = try Office.firstOpenStatus(in: transaction) else { throw LawfficientFailure.noOpenStage }
        try check(assignee: draft.assigneeID)
        let lead = Lead(
            id: newID(), number: try nextNumber(in: "lawfficient_leads"), firstName: draft.firstName,
            lastName: draft.lastName, email: draft.email, phone: draft.phone, source: draft.source, status: status,
            assigneeID: draft.assigneeID, createdAt: now, lastActivityAt: now, data: draft.data)
        try Leads.insert([lead], in: transaction)
        try publish(.leadCreated, lead)
        return lead
    }

    /// - Throws: `LawfficientFailure` when the stage or the assignee is unknown, or the lead would not be reachable.
    func update(_ lead: Lead, _ patch: LeadPatch) throws -> Lead {
        var changed = try patch.applied(to: lead)
        if let key = patch.statusKey {
            guard let status = try Office.statuses(in: transaction).first(where: { $0.key == key }) else {
                throw LawfficientFailure.invalid("status must be the key of one of the firm's stages.")
            }
            changed.status = status
        }
        if changed.assigneeID != lead.assigneeID { try check(assignee: changed.assigneeID) }
        return try save(changed, from: lead)
    }

    func setArchived(_ isArchived: Bool, _ lead: Lead) throws -> Lead {
        var changed = lead
        changed.isArchived = isArchived
        return try save(changed, from: lead)
    }

    /// Writes the difference and publishes its events. Without a difference it does nothing.
    private func save(_ changed: Lead, from lead: Lead) throws -> Lead {
        let change = LeadChange(from: lead, to: changed)
        guard !change.isEmpty else { return lead }
        var changed = changed
        changed.lastActivityAt = now
        try Leads.update(changed, in: transaction)
        for event in change.events { try publish(event, changed) }
        return changed
    }

    private func publish(_ event: LawfficientEvent, _ lead: Lead) throws {
        try publish(event, lead.id, lead.json, of: lead.id)
    }

    private func check(assignee id: String?) throws {
        guard let id else { return }
        guard try Office.staff(in: transaction).contains(where: { $0.id == id }) else {
            throw LawfficientFailure.invalid("assignee_id is not a member of this firm.")
        }
    }
}
