package import Matters

/// The events that ActionStep publishes; the portal registers a hook for each case. A notice may carry others, added
/// later. The simulated ActionStep keeps a list of its own (`HookRequest`), so that a mistake here shows.
package enum ActionStepEvent: String, Sendable, CaseIterable {
    case actionCreated = "ActionCreated"
    case actionUpdated = "ActionUpdated"
    case actionDocumentCreated = "ActionDocumentCreated"
    case actionDocumentUpdated = "ActionDocumentUpdated"
    case actionDocumentDeleted = "ActionDocumentDeleted"
    case actionParticipantAdded = "ActionParticipantAdded"
    case actionParticipantDeleted = "ActionParticipantDeleted"
    case dataCollectionRecordUpdated = "DataCollectionRecordUpdated"
    case dataCollectionRecordDeleted = "DataCollectionRecordDeleted"
    case dataCollectionRecordValueUpdated = "DataCollectionRecordValueUpdated"
    case disbursementCreated = "DisbursementCreated"
    case disbursementUpdated = "DisbursementUpdated"
    case fileNoteCreated = "FileNoteCreated"
    case fileNoteUpdated = "FileNoteUpdated"
    case participantCreated = "ParticipantCreated"
    case participantUpdated = "ParticipantUpdated"
    case stepChanged = "StepChanged"
    case taskCreated = "TaskCreated"
    case taskUpdated = "TaskUpdated"
    case timeEntryCreated = "TimeEntryCreated"
    case timeEntryUpdated = "TimeEntryUpdated"

    /// Also accepts the spelling of an older page of the vendor's documentation.
    package init?(named name: String) {
        self.init(rawValue: name == "ActionParticipantCreated" ? "ActionParticipantAdded" : name)
    }

    package var resourceType: String {
        switch self {
        case .actionCreated, .actionUpdated, .stepChanged: "actions"
        case .actionDocumentCreated, .actionDocumentUpdated, .actionDocumentDeleted: "actiondocuments"
        case .actionParticipantAdded, .actionParticipantDeleted: "actionparticipants"
        case .dataCollectionRecordUpdated, .dataCollectionRecordDeleted: "datacollectionrecords"
        case .dataCollectionRecordValueUpdated: "datacollectionrecordvalues"
        case .disbursementCreated, .disbursementUpdated: "disbursements"
        case .fileNoteCreated, .fileNoteUpdated: "filenotes"
        case .participantCreated, .participantUpdated: "participants"
        case .taskCreated, .taskUpdated: "tasks"
        case .timeEntryCreated, .timeEntryUpdated: "timeentries"
        }
    }

    /// What must be fetched again after it; a step move also leaves a note of the system.
    package var facets: Facets {
        switch self {
        case .actionCreated: .all
        case .actionUpdated: .details
        case .stepChanged: [.details, .notes]
        default: Self.facets(ofResource: resourceType) ?? []
        }
    }

    /// Nil for a resource that is not known.
    static func facets(ofResource type: String) -> Facets? {
        switch type {
        case "actions": .all
        case "actiondocuments": .documents
        case "actionparticipants", "participants": .parties
        case "datacollectionrecords", "datacollectionrecordvalues": .values
        case "filenotes": .notes
        case "tasks": .tasks
        case "disbursements", "timeentries": .money
        default: nil
        }
    }
}
