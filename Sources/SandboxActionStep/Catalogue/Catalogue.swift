import Storage
import Webhooks

/// Every resource that one description and one handler can serve.
enum Catalogue {
    static let all: [Resource] = [
        actions, actionTypes, steps, nodes, stepDataFields, participants, participantTypes, actionParticipants,
        fileNotes, documents, collections, collectionFields, collectionChoices, collectionRecords, collectionValues,
        users, folders, tags, divisions, tasks, stepTasks, timeEntries, disbursements, bills, actionTypeRoles,
        standingRoles,
    ]
    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    static func resource(_ name: some StringProtocol) -> Resource? { byName[String(name)] }

    static let actionTypes = Resource(
        "actiontypes", id: .number,
        fields: [
            Field("name", .text), Field("description", .text), Field("isDisabled", .fixed("F")),
            Field("isBillable", .fixed("T")), Field("canCreate", .fixed("T")), Field("isForCrm", .fixed("F")),
            Field("isForEmployees", .fixed("F")), Field("isForMarketingCampaigns", .fixed("F")),
            Field("isForMarketingEvents", .fixed("F")), Field("isForDebtCollection", .fixed("F")),
            Field("trackActualTime", .fixed("T")), Field("trackBillableTime", .fixed("T")),
            Field("enableActionImage", .fixed("F")), Field("defaultEmailSubject", .fixed(nil)),
            Field("logoFilename", .fixed(nil)), Field("customLogoFilename", .fixed(nil)),
            Field("customLogoModifiedTimestamp", .fixed(nil)), Field("templateIdentifier", .fixed(nil)),
            Field("allowCloseWithOpenInvoice", .fixed("F")), Field("allowInlineCustomizing", .fixed("T")),
            Field("showAmlReviewStatus", .fixed("F")),
        ],
        links: [Link("primaryParticipantType", to: "participanttypes", .number)])

    static let steps = Resource(
        "steps", id: .text,
        fields: [
            Field("stepNumber", .text), Field("stepName", .text), Field("description", .fixed(nil)),
            Field("actionStatus", .text), Field("assignedToMandatory", .fixed("F")),
        ],
        links: [
            Link("actionType", to: "actiontypes", .number),
            Link("assignToParticipantType", to: "participanttypes", .absent),
        ])

    static let nodes = Resource(
        "nodes", id: .number,
        fields: [Field("stepNumber", .number), Field("isActive", .fixed("T")), Field("weight", .number)],
        links: [Link("actionType", to: "actiontypes", .number), Link("parent", to: "nodes", .number)])

    static let stepDataFields = Resource(
        "stepdatafields", id: .number,
        fields: [
            Field("groupLabel", .text), Field("fieldLabel", .text), Field("fieldDescription", .fixed(nil)),
            Field("defaultValue", .fixed(nil)), Field("forceDefaultValue", .fixed("F")),
            Field("displayOrder", .number), Field("isRequired", .flag), Field("dataField", .text),
        ],
        links: [
            Link("actionType", to: "actiontypes", .number), Link("step", to: "steps", .text),
            Link("dataCollection", to: "datacollections", .number),
        ])

    static let fileNotes = Resource(
        "filenotes", id: .number,
        fields: [
            Field("enteredTimestamp", .timestamp), Field("text", .text, isRequired: true), Field("enteredBy", .text),
            Field("source", .choice(["User", "System"]), initially: "User"),
            Field("noteTimestamp", .timestamp, isWritable: true),
        ],
        links: [
            Link("action", to: "actions", .number, isRequired: true),
            Link("document", to: "actiondocuments", .number, isWritable: true),
            Link("participant", to: "participants", .number), Link("tags", to: "tags", .list, isWritable: true),
        ],
        verbs: .all, events: .init(created: "FileNoteCreated", updated: "FileNoteUpdated"))
}
