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

    package enum Resource: String, Sendable { case lead, consultation }

    /// What `data` holds, as the API returns it.
    package var resource: Resource { rawValue.hasPrefix("lead.") ? .lead : .consultation }
}

/// What one write did to a lead.
package struct LeadChange: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let status = LeadChange(rawValue: 1 << 0)
    package static let assignee = LeadChange(rawValue: 1 << 1)
    package static let archived = LeadChange(rawValue: 1 << 2)
    package static let restored = LeadChange(rawValue: 1 << 3)
    /// A name, an address, a number or a custom field.
    package static let details = LeadChange(rawValue: 1 << 4)

    /// One write may raise several; a write that changes nothing raises none.
    package var events: [LawfficientEvent] {
        var events: [LawfficientEvent] = []
        if contains(.details) || contains(.restored) { events.append(.leadUpdated) }
        if contains(.status) { events.append(.leadStatusChanged) }
        if contains(.assignee) { events.append(.leadAssigned) }
        if contains(.archived) { events.append(.leadArchived) }
        return events
    }
}
