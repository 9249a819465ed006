import Webhooks

/// The fields that a firm adds to its matters.
extension Catalogue {
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

    static let collectionChoices = Resource(
        "datacollectionfielddropdownchoices", id: .text,
        fields: [
            Field("name", .text), Field("value", .text), Field("listOrder", .number), Field("isDefault", .flag),
            Field("parentValue", .fixed(nil)),
        ],
        links: [
            Link("dataCollectionField", to: "datacollectionfields", .text),
            Link("dataCollection", to: "datacollections", .number),
        ])

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
}
