import Storage
import Webhooks

extension Catalogue {
    static let participantTypes = Resource(
        "participanttypes", id: .number,
        fields: [
            Field("name", .text), Field("displayName", .text), Field("description", .fixed(nil)),
            Field("isBaseParticipantType", .flag), Field("companyFlag", .fixed(nil)),
            Field("taxNumberAlias", .fixed(nil)),
        ])

    static let actionParticipants = Resource(
        "actionparticipants", id: .joined(["action_id", "participant_type_id", "participant_id"]),
        fields: [Field("participantNumber", .number)],
        links: [
            Link("action", to: "actions", .number, isRequired: true),
            Link("participantType", to: "participanttypes", .number, isRequired: true),
            Link("participant", to: "participants", .number, isRequired: true),
        ],
        verbs: [.create, .delete],
        events: .init(created: "ActionParticipantAdded", deleted: "ActionParticipantDeleted"))

    static let actionTypeRoles = Resource(
        "actiontypeparticipanttypes", id: .joined(["action_type", "participant_type_id"]),
        fields: [
            Field("required", .flag, isWritable: true, initially: 0),
            Field("isPrimaryParticipantType", .flag, isWritable: true, initially: 0),
            Field("actionType", .number, isRequired: true),
        ],
        links: [Link("participantType", to: "participanttypes", .number, isRequired: true)], verbs: .all)

    /// The roles that a person has in general, whatever the matter.
    static let standingRoles = Resource(
        "participantdefaulttypes", id: .joined(["participant_id", "participant_type_id"]), fields: [],
        links: [
            Link("participant", to: "participants", .number, isRequired: true),
            Link("participantType", to: "participanttypes", .number, isRequired: true),
        ],
        verbs: [.create, .delete])

    static let users = Resource(
        "users", id: .number,
        fields: [
            Field("isCurrent", .flag), Field("emailAddress", .text), Field("isActive", .fixed("T")),
            Field("hasAuthority", .fixed("F")),
        ],
        links: [Link("participant", to: "participants", .number)])

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
        Field("physicalCounty", .fixed(nil)), Field("physicalPostCode", .text, isWritable: true),
        Field("mailingAddressLine1", .fixed(nil)),
        Field("mailingAddressLine2", .fixed(nil)), Field("mailingCounty", .fixed(nil)),
        Field("mailingCity", .fixed(nil)), Field("mailingStateProvince", .fixed(nil)),
        Field("mailingPostCode", .fixed(nil)),
    ]
    private static let phones =
        [
            Field("phone1Label", .fixed("Mobile")), Field("phone1Country", .fixed(61)),
            Field("phone1Area", .fixed(nil)), Field("phone1Number", .text, isWritable: true),
            Field("phone1Notes", .fixed(nil)),
        ]
        + (2...4).flatMap { number in
            ["Label", "Country", "Area", "Number", "Notes"].map { Field("phone\(number)\($0)", .fixed(nil)) }
        } + [Field("fax", .fixed(nil)), Field("sms", .fixed(nil))]
}
