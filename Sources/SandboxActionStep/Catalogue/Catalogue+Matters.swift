import Storage
import Webhooks

extension Catalogue {
    static let actions = Resource(
        "actions", id: .number,
        fields: [
            Field("name", .text, isRequired: true), Field("reference", .text, isWritable: true),
            Field("priority", .number, isWritable: true, initially: 0),
            Field(
                "status", .choice(MatterStatus.allCases.map(\.rawValue)), isWritable: true,
                initially: MatterStatus.active.stored),
            Field("statusTimestamp", .timestamp), Field("isBillableOverride", .flag, isWritable: true),
            Field("createdTimestamp", .day), Field("modifiedTimestamp", .timestamp),
            Field("isDeleted", .flag, initially: 0), Field("deletedBy", .text), Field("deletedTimestamp", .timestamp),
            Field("isFavorite", .fixed("F")), Field("overrideBillingStatus", .text, isWritable: true),
            Field("lastAccessTimestamp", .fixed(nil)), Field("importExternalReference", .text, isWritable: true),
            Field("amlReviewStatus", .choice(amlReviewStatuses), isWritable: true, initially: "None"),
            Field("bannerText", .text, isWritable: true),
        ],
        links: [
            Link("assignedTo", to: "participants", .number, isWritable: true),
            Link("division", to: "divisions", .number, isWritable: true),
            Link("actionType", to: "actiontypes", .number),
            Link("primaryParticipants", to: "participants", .list), Link("step", to: "steps", .text),
            Link("billSettings", to: "actionbillsettings", .number),
            Link("relatedActions", to: "actions", .list, isWritable: true),
        ],
        verbs: .update, events: .init(created: "ActionCreated", updated: "ActionUpdated"))

    private static let amlReviewStatuses = [
        "Not required", "Not started", "In progress", "Complete", "Delayed", "None",
    ]

    static let documents = Resource(
        "actiondocuments", id: .number,
        fields: [
            Field("name", .text, isRequired: true), Field("createdTimestamp", .timestamp),
            Field("modifiedTimestamp", .timestamp), Field("documentTimestamp", .fixed(nil)),
            Field("status", .text), Field("fileType", .text), Field("fileSize", .number), Field("extension", .text),
            Field("isDeleted", .flag, initially: 0), Field("file", .text, isWritable: true, isAdditional: true),
            Field("fileName", .text, isAdditional: true), Field("keywords", .fixed(nil), isAdditional: true),
            Field("summary", .fixed(nil), isAdditional: true),
            Field("checkedOutTimestamp", .fixed(nil), isAdditional: true),
            Field("checkedOutTo", .fixed(nil), isAdditional: true),
            Field("checkedOutEtaTimestamp", .fixed(nil), isAdditional: true),
            Field("sharepointUrl", .fixed(nil), isAdditional: true),
        ],
        links: [
            Link("action", to: "actions", .number, isRequired: true),
            Link("checkedOutBy", to: "participants", .absent),
            Link("folder", to: "actionfolders", .number, isWritable: true),
            Link("createdBy", to: "participants", .number), Link("tags", to: "tags", .list, isWritable: true),
            Link("documentTemplate", to: "documenttemplates", .absent),
        ],
        verbs: .all,
        events: .init(
            created: "ActionDocumentCreated", updated: "ActionDocumentUpdated", deleted: "ActionDocumentDeleted"))

    static let folders = Resource(
        "actionfolders", id: .number, fields: [Field("name", .text, isRequired: true)],
        links: [
            Link("action", to: "actions", .number, isRequired: true),
            Link("parentFolder", to: "actionfolders", .number, isWritable: true),
        ],
        verbs: .all)

    static let tags = Resource(
        "tags", id: .number, fields: [Field("name", .text, isRequired: true)], verbs: [.create, .update])

    static let divisions = Resource("divisions", id: .number, fields: [Field("name", .text)])
}
