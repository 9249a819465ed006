import SandboxKit
import Webhooks

/// What a client may say of a hook: which event, and where to.
struct HookWish: Sendable {
    static let targetCharactersMax = 2_048

    /// As the vendor lists them.
    static let eventNames: Set<String> = [
        "ActionCreated", "ActionUpdated", "ActionDocumentCreated", "ActionDocumentUpdated", "ActionDocumentDeleted",
        "ActionParticipantAdded", "ActionParticipantDeleted", "DataCollectionRecordUpdated",
        "DataCollectionRecordDeleted", "DataCollectionRecordValueUpdated", "DisbursementCreated",
        "DisbursementUpdated", "FileNoteCreated", "FileNoteUpdated", "ParticipantCreated", "ParticipantUpdated",
        "StepChanged", "TaskCreated", "TaskUpdated", "TimeEntryCreated", "TimeEntryUpdated",
    ]

    let event: String?
    let target: String?

    init(_ row: JSONValue, isNew: Bool) throws {
        (event, target) = (row["eventName"]?.string, row["targetUrl"]?.string)
        if isNew || event != nil {
            guard let event, Self.eventNames.contains(event) else {
                throw RequestFailure.badRequest("eventName is not one of the known events")
            }
        }
        if isNew || target != nil {
            guard let target, Self.isWebAddress(target) else {
                throw RequestFailure.badRequest("targetUrl is not an http or https URL")
            }
        }
    }

    static func isWebAddress(_ text: String) -> Bool {
        guard text.utf8.count <= targetCharactersMax, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            return false
        }
        guard let scheme = ["http://", "https://"].first(where: { text.lowercased().hasPrefix($0) }) else {
            return false
        }
        let host = text.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
        return !host.isEmpty && !host.hasPrefix(":") && !host.contains("@")
    }
}
