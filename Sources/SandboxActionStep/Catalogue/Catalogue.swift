import Storage
import Webhooks

/// The descriptions of all resources that `ResourceHandler` serves.
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
            "name": .text, "description": .text, "isDisabled": .fixed("F"), "isBillable": .fixed("T"),
            "canCreate": .fixed("T"), "isForCrm": .fixed("F"), "isForEmployees": .fixed("F"),
            "isForMarketingCampaigns": .fixed("F"), "isForMarketingEvents": .fixed("F"),
            "isForDebtCollection": .fixed("F"), "trackActualTime": .fixed("T"), "trackBillableTime": .fixed("T"),
            "enableActionImage": .fixed("F"), "defaultEmailSubject": .null, "logoFilename": .null,
            "customLogoFilename": .null, "customLogoModifiedTimestamp": .null, "templateIdentifier": .null,
            "allowCloseWithOpenInvoice": .fixed("F"), "allowInlineCustomizing": .fixed("T"),
            "showAmlReviewStatus": .fixed("F"),
        ],
        links: ["primaryParticipantType": .number("participanttypes")])

    static let steps = Resource(
        "steps", id: .text,
        fields: [
            "stepNumber": .text, "stepName": .text, "description": .null, "actionStatus": .text,
            "assignedToMandatory": .fixed("F"),
        ],
        links: ["actionType": .number("actiontypes"), "assignToParticipantType": .absent("participanttypes")])

    static let nodes = Resource(
        "nodes", id: .number, fields: ["stepNumber": .number, "isActive": .fixed("T"), "weight": .number],
        links: ["actionType": .number("actiontypes"), "parent": .number("nodes")])

    static let stepDataFields = Resource(
        "stepdatafields", id: .number,
        fields: [
            "groupLabel": .text, "fieldLabel": .text, "fieldDescription": .null, "defaultValue": .null,
            "forceDefaultValue": .fixed("F"), "displayOrder": .number, "isRequired": .flag, "dataField": .text,
        ],
        links: [
            "actionType": .number("actiontypes"), "step": .text("steps"), "dataCollection": .number("datacollections"),
        ])

    static let fileNotes = Resource(
        "filenotes", id: .number,
        fields: [
            "enteredTimestamp": .timestamp, "text": .text.required, "enteredBy": .text,
            "source": .choice(["User", "System"]).initially("User"), "noteTimestamp": .timestamp.writable,
        ],
        links: [
            "action": .number("actions").required, "document": .number("actiondocuments").writable,
            "participant": .number("participants"), "tags": .list("tags").writable,
        ],
        verbs: .all, events: .init(created: "FileNoteCreated", updated: "FileNoteUpdated"))
}
