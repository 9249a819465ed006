import Storage
import Webhooks

extension Catalogue {
    static let participantTypes = Resource(
        "participanttypes", id: .number,
        fields: [
            "name": .text, "displayName": .text, "description": .null, "isBaseParticipantType": .flag,
            "companyFlag": .null, "taxNumberAlias": .null,
        ])

    static let actionParticipants = Resource(
        "actionparticipants", id: .joined(["action_id", "participant_type_id", "participant_id"]),
        fields: ["participantNumber": .number],
        links: [
            "action": .number("actions").required, "participantType": .number("participanttypes").required,
            "participant": .number("participants").required,
        ],
        verbs: [.create, .delete],
        events: .init(created: "ActionParticipantAdded", deleted: "ActionParticipantDeleted"))

    static let actionTypeRoles = Resource(
        "actiontypeparticipanttypes", id: .joined(["action_type", "participant_type_id"]),
        fields: [
            "required": .flag.writable.initially(0), "isPrimaryParticipantType": .flag.writable.initially(0),
            "actionType": .number.required,
        ],
        links: ["participantType": .number("participanttypes").required], verbs: .all)

    /// The default roles of a person, independent of a matter.
    static let standingRoles = Resource(
        "participantdefaulttypes", id: .joined(["participant_id", "participant_type_id"]), fields: [:],
        links: [
            "participant": .number("participants").required, "participantType": .number("participanttypes").required,
        ],
        verbs: [.create, .delete])

    static let users = Resource(
        "users", id: .number,
        fields: ["isCurrent": .flag, "emailAddress": .text, "isActive": .fixed("T"), "hasAuthority": .fixed("F")],
        links: ["participant": .number("participants")])

    static let participants = Resource(
        "participants", id: .number,
        fields: [
            "displayName": .text, "displayInitials": .text, "isCompany": .flag.writable, "companyName": .text.writable,
            "salutation": .text.writable, "firstName": .text.writable, "middleName": .null, "lastName": .text.writable,
            "suffix": .null, "preferredName": .null, "physicalAddressLine1": .text.writable,
            "physicalAddressLine2": .null, "physicalCity": .text.writable, "physicalStateProvince": .text.writable,
            "physicalCounty": .null, "physicalPostCode": .text.writable, "mailingAddressLine1": .null,
            "mailingAddressLine2": .null, "mailingCounty": .null, "mailingCity": .null, "mailingStateProvince": .null,
            "mailingPostCode": .null, "phone1Label": .fixed("Mobile"), "phone1Country": .fixed(61), "phone1Area": .null,
            "phone1Number": .text.writable, "phone1Notes": .null, "phone2Label": .null, "phone2Country": .null,
            "phone2Area": .null, "phone2Number": .null, "phone2Notes": .null, "phone3Label": .null,
            "phone3Country": .null, "phone3Area": .null, "phone3Number": .null, "phone3Notes": .null,
            "phone4Label": .null, "phone4Country": .null, "phone4Area": .null, "phone4Number": .null,
            "phone4Notes": .null, "fax": .null, "sms": .null, "email": .text.writable, "website": .null,
            "occupation": .text.writable, "taxNumber": .null, "birthTimestamp": .null, "deathTimestamp": .null,
            "gender": .null, "isDeceased": .fixed("F"), "modifiedTimestamp": .timestamp, "createdTimestamp": .timestamp,
            "importExternalReference": .null,
        ],
        links: [
            "physicalCountry": .text("countries"), "mailingCountry": .absent("countries"),
            "division": .number("divisions"),
        ],
        verbs: [.create, .update], events: .init(created: "ParticipantCreated", updated: "ParticipantUpdated"))
}
