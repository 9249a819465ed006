import Webhooks

extension Catalogue {
    static let actions = Resource(
        "actions", id: .number,
        fields: [
            Field("name", .text, isWritable: true), Field("reference", .text, isWritable: true),
            Field("priority", .number, isWritable: true), Field("status", .text, isWritable: true),
            Field("statusTimestamp", .timestamp), Field("isBillableOverride", .fixed(nil)),
            Field("createdTimestamp", .day), Field("modifiedTimestamp", .timestamp), Field("isDeleted", .fixed("F")),
            Field("deletedBy", .fixed(nil)), Field("deletedTimestamp", .fixed(nil)),
            Field("isFavorite", .fixed("F")), Field("overrideBillingStatus", .fixed(nil)),
            Field("lastAccessTimestamp", .fixed(nil)), Field("importExternalReference", .text, isWritable: true),
            Field("amlReviewStatus", .fixed("None")), Field("bannerText", .text, isWritable: true),
        ],
        links: [
            Link("assignedTo", to: "participants", .number, isWritable: true),
            Link("division", to: "divisions", .number), Link("actionType", to: "actiontypes", .number),
            Link("primaryParticipants", to: "participants", .list), Link("step", to: "steps", .text),
            Link("billSettings", to: "actionbillsettings", .number), Link("relatedActions", to: "actions", .absent),
        ],
        verbs: .update, events: .init(created: "ActionCreated", updated: "ActionUpdated"))

    static let documents = Resource(
        "actiondocuments", id: .number,
        fields: [
            Field("name", .text, isWritable: true), Field("createdTimestamp", .timestamp),
            Field("modifiedTimestamp", .timestamp), Field("documentTimestamp", .fixed(nil)),
            Field("status", .text), Field("fileType", .text), Field("fileSize", .number), Field("extension", .text),
            Field("isDeleted", .fixed("F")), Field("file", .text, isWritable: true, isAdditional: true),
            Field("fileName", .text, isAdditional: true), Field("keywords", .fixed(nil), isAdditional: true),
            Field("summary", .fixed(nil), isAdditional: true),
            Field("checkedOutTimestamp", .fixed(nil), isAdditional: true),
            Field("checkedOutTo", .fixed(nil), isAdditional: true),
            Field("sharepointUrl", .fixed(nil), isAdditional: true),
        ],
        links: [
            Link("action", to: "actions", .number, isRequired: true),
            Link("checkedOutBy", to: "participants", .absent), Link("folder", to: "actionfolders", .absent),
            Link("createdBy", to: "participants", .number), Link("tags", to: "tags", .absent),
            Link("documentTemplate", to: "documenttemplates", .absent),
        ],
        verbs: .all,
        events: .init(
            created: "ActionDocumentCreated", updated: "ActionDocumentUpdated", deleted: "ActionDocumentDeleted"))

    static let collections = Resource(
        "datacollections", id: .number,
        fields: [
            Field("name", .text), Field("label", .text), Field("description", .fixed(nil)),
            Field("multipleRecords", .flag), Field("order", .number), Field("alwaysShowDescriptions", .fixed("F")),
        ],
        links: [Link("actionType", to: "actiontypes", .number)])

    static let collectionFields = Resource(
        "datacollectionfields", id: .text,
        fields: [
            Field("name", .text), Field("dataType", .text), Field("label", .text), Field("formOrder", .number),
            Field("listOrder", .number), Field("required", .flag), Field("description", .fixed(nil)),
            Field("customHtmlBelow", .fixed(nil)), Field("customHtmlAbove", .fixed(nil)),
        ],
        links: [Link("dataCollection", to: "datacollections", .number), Link("tag", to: "tags", .absent)])

    static let collectionRecords = Resource(
        "datacollectionrecords", id: .number,
        fields: [Field("canWrite", .fixed("T")), Field("canDelete", .flag)],
        links: [
            Link("action", to: "actions", .number, isRequired: true),
            Link("dataCollection", to: "datacollections", .number, isRequired: true),
        ],
        verbs: [.create, .delete],
        events: .init(updated: "DataCollectionRecordUpdated", deleted: "DataCollectionRecordDeleted"))

    static let collectionValues = Resource(
        "datacollectionrecordvalues", id: .text,
        fields: [
            Field("stringValue", .text, isWritable: true), Field("last_modified_time_stamp", .timestamp),
            Field("last_modified_by_user_id", .number),
        ],
        links: [
            Link("action", to: "actions", .number),
            Link("dataCollectionField", to: "datacollectionfields", .text),
            Link("dataCollectionRecord", to: "datacollectionrecords", .number),
            Link("dataCollection", to: "datacollections", .number),
        ],
        verbs: .update, events: .init(updated: "DataCollectionRecordValueUpdated"))

    static let participants = Resource(
        "participants", id: .number,
        fields: names + addresses + phones + [
            Field("email", .text, isWritable: true), Field("website", .fixed(nil)),
            Field("occupation", .text, isWritable: true), Field("taxNumber", .fixed(nil)),
            Field("birthTimestamp", .fixed(nil)), Field("deathTimestamp", .fixed(nil)), Field("gender", .fixed(nil)),
            Field("isDeceased", .fixed("F")), Field("modifiedTimestamp", .timestamp),
            Field("createdTimestamp", .timestamp), Field("importExternalReference", .fixed(nil)),
        ],
        links: [
            Link("physicalCountry", to: "countries", .text), Link("mailingCountry", to: "countries", .absent),
            Link("division", to: "divisions", .number),
        ],
        verbs: [.create, .update], events: .init(created: "ParticipantCreated", updated: "ParticipantUpdated"))

    private static let names = [
        Field("displayName", .text), Field("displayInitials", .text), Field("isCompany", .flag, isWritable: true),
        Field("companyName", .text, isWritable: true), Field("salutation", .text, isWritable: true),
        Field("firstName", .text, isWritable: true), Field("middleName", .fixed(nil)),
        Field("lastName", .text, isWritable: true), Field("suffix", .fixed(nil)), Field("preferredName", .fixed(nil)),
    ]
    private static let addresses = [
        Field("physicalAddressLine1", .text, isWritable: true), Field("physicalAddressLine2", .fixed(nil)),
        Field("physicalCity", .text, isWritable: true), Field("physicalStateProvince", .text, isWritable: true),
        Field("physicalPostCode", .text, isWritable: true), Field("mailingAddressLine1", .fixed(nil)),
        Field("mailingCity", .fixed(nil)), Field("mailingStateProvince", .fixed(nil)),
        Field("mailingPostCode", .fixed(nil)),
    ]
    private static let phones = [
        Field("phone1Label", .fixed("Mobile")), Field("phone1Country", .fixed(61)), Field("phone1Area", .fixed(nil)),
        Field("phone1Number", .text, isWritable: true), Field("phone1Notes", .fixed(nil)),
        Field("phone2Label", .fixed(nil)), Field("phone2Number", .fixed(nil)), Field("fax", .fixed(nil)),
        Field("sms", .fixed(nil)),
    ]
}
