import Storage
import Webhooks

/// Matters with their documents and data collections, which are the custom fields that a firm adds to its matters.
extension Catalogue {
    static let actions = Resource(
        "actions", id: .number,
        fields: [
            "name": .text.required, "reference": .text.writable, "priority": .number.writable.initially(0),
            "status": .choice(MatterStatus.allCases.map(\.rawValue)).writable.initially(MatterStatus.active.stored),
            "statusTimestamp": .timestamp, "isBillableOverride": .flag.writable, "createdTimestamp": .day,
            "modifiedTimestamp": .timestamp, "isDeleted": .flag.initially(0), "deletedBy": .text,
            "deletedTimestamp": .timestamp, "isFavorite": .fixed("F"), "overrideBillingStatus": .text.writable,
            "lastAccessTimestamp": .null, "importExternalReference": .text.writable,
            "amlReviewStatus": .choice(amlReviewStatuses).writable.initially("None"), "bannerText": .text.writable,
        ],
        links: [
            "assignedTo": .number("participants").writable, "division": .number("divisions").writable,
            "actionType": .number("actiontypes"), "primaryParticipants": .list("participants"), "step": .text("steps"),
            "billSettings": .number("actionbillsettings"), "relatedActions": .list("actions").writable,
        ],
        verbs: .update, events: .init(created: "ActionCreated", updated: "ActionUpdated"))

    private static let amlReviewStatuses = [
        "Not required", "Not started", "In progress", "Complete", "Delayed", "None",
    ]

    static let documents = Resource(
        "actiondocuments", id: .number,
        fields: [
            "name": .text.required, "createdTimestamp": .timestamp, "modifiedTimestamp": .timestamp,
            "documentTimestamp": .null, "status": .text, "fileType": .text, "fileSize": .number, "extension": .text,
            "isDeleted": .flag.initially(0), "file": .text.writable.additional, "fileName": .text.additional,
            "keywords": .null.additional, "summary": .null.additional, "checkedOutTimestamp": .null.additional,
            "checkedOutTo": .null.additional, "checkedOutEtaTimestamp": .null.additional,
            "sharepointUrl": .null.additional,
        ],
        links: [
            "action": .number("actions").required, "checkedOutBy": .absent("participants"),
            "folder": .number("actionfolders").writable, "createdBy": .number("participants"),
            "tags": .list("tags").writable, "documentTemplate": .absent("documenttemplates"),
        ],
        verbs: .all,
        events: .init(
            created: "ActionDocumentCreated", updated: "ActionDocumentUpdated", deleted: "ActionDocumentDeleted"))

    static let folders = Resource(
        "actionfolders", id: .number, fields: ["name": .text.required],
        links: ["action": .number("actions").required, "parentFolder": .number("actionfolders").writable], verbs: .all)

    static let tags = Resource("tags", id: .number, fields: ["name": .text.required], verbs: [.create, .update])

    static let divisions = Resource("divisions", id: .number, fields: ["name": .text])

    static let collections = Resource(
        "datacollections", id: .number,
        fields: [
            "name": .text, "label": .text, "description": .null, "multipleRecords": .flag, "order": .number,
            "alwaysShowDescriptions": .fixed("F"),
        ],
        links: ["actionType": .number("actiontypes")])

    static let collectionFields = Resource(
        "datacollectionfields", id: .text,
        fields: [
            "name": .text, "dataType": .text, "label": .text, "formOrder": .number, "listOrder": .number,
            "required": .flag, "description": .null, "customHtmlBelow": .null, "customHtmlAbove": .null,
        ],
        links: ["dataCollection": .number("datacollections"), "tag": .absent("tags")])

    static let collectionChoices = Resource(
        "datacollectionfielddropdownchoices", id: .text,
        fields: ["name": .text, "value": .text, "listOrder": .number, "isDefault": .flag, "parentValue": .null],
        links: ["dataCollectionField": .text("datacollectionfields"), "dataCollection": .number("datacollections")])

    static let collectionRecords = Resource(
        "datacollectionrecords", id: .number, fields: ["canWrite": .fixed("T"), "canDelete": .flag],
        links: ["action": .number("actions").required, "dataCollection": .number("datacollections").required],
        verbs: [.create, .delete],
        events: .init(updated: "DataCollectionRecordUpdated", deleted: "DataCollectionRecordDeleted"))

    static let collectionValues = Resource(
        "datacollectionrecordvalues", id: .text,
        fields: [
            "stringValue": .text.writable, "last_modified_time_stamp": .timestamp, "last_modified_by_user_id": .number,
        ],
        links: [
            "action": .number("actions"), "dataCollectionField": .text("datacollectionfields"),
            "dataCollectionRecord": .number("datacollectionrecords"), "dataCollection": .number("datacollections"),
        ],
        verbs: .update, events: .init(updated: "DataCollectionRecordValueUpdated"))
}
