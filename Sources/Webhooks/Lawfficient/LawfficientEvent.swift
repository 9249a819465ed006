/// The events that Lawfficient publishes. A message may carry others, added later.
package enum LawfficientEvent: String, Sendable, CaseIterable {
    case leadCreated = "lead.created"
    /// Also when an archived lead is restored.
    case leadUpdated = "lead.updated"
    case leadStatusChanged = "lead.status_changed"
    case leadAssigned = "lead.assigned"
    case leadArchived = "lead.archived"
    case consultationBooked = "consultation.booked"
    case consultationRescheduled = "consultation.rescheduled"
    case consultationCanceled = "consultation.canceled"
}
