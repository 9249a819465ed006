import Matters
import Testing

@testable import Webhooks

@Suite struct `Reading a notice of ActionStep` {
    struct Sample: Sendable {
        var body: String
        var matter: String?
        var person: String?
        var event = "FileNoteCreated"
        var facets: Facets = .notes
        var key: String?
    }

    static let full = Sample(
        body: """
            {"jsonapi": {"version": "1.0"}, "data": {"type": "filenotes", "id": "259", "attributes": {"text": "x"},
             "relationships": {"action": {"data": {"type": "actions", "id": "5"}}, "document": null,
             "participant": {"data": {"type": "participants", "id": "10"}}}},
             "meta": {"debug": {"rl": null, "resthook": {"id": "46", "trigger_count": 3,
             "event_name": "FileNoteCreated", "resource_type": "filenotes", "resource_id": "259"}}}}
            """, matter: "5", key: "46/3")

    static let samples: [Sample] = [
        full,
        Sample(
            body: #"{"data": {"type": "actions", "id": 70151}}"#, matter: "70151", event: "StepChanged",
            facets: [.details, .notes]),
        Sample(
            body:
                #"{"data": {"type": "actions", "id": "70151", "attributes": null, "relationships": null}, "meta": null}"#,
            matter: "70151", event: "ActionCreated", facets: .all),
        Sample(
            body: #"{"data": {"type": "actionparticipants", "id": "70151--60--8841"}}"#, matter: "70151",
            person: "8841", event: "ActionParticipantAdded", facets: .parties),
        Sample(
            body: #"{"data": {"type": "actionparticipants", "id": "70151--60--8841"}}"#, matter: "70151",
            person: "8841", event: "ActionParticipantCreated", facets: .parties),
        Sample(
            body: #"{"data": {"type": "participants", "id": 8841}}"#, person: "8841", event: "ParticipantUpdated",
            facets: .parties),
        Sample(
            body: #"{"data": {"type": "filenotes", "id": 1, "relationships": {"Action": {"data": [{"id": 5}]}}}}"#,
            matter: "5"),
        Sample(body: #"{"data": {"type": "filenotes", "id": 1, "relationships": {"action": {"data": null}}}}"#),
        Sample(
            body: #"{"data": {"type": "filenotes", "id": 1, "relationships": {"action": "5", "tags": ["a", "b"]}}}"#,
            matter: "5"),
        Sample(
            body: #"{"data": [{"type": "filenotes", "id": 1, "relationships": {"action": {"data": {"id": "5"}}}}]}"#,
            matter: "5"),
        Sample(
            body: #"{"data": {"type": "actiondocuments", "id": 9, "attributes": {"file": "DL::Actions::70151::9"}}}"#,
            matter: "70151", event: "ActionDocumentDeleted", facets: .documents),
        Sample(
            body:
                #"{"data": {"type": "datacollectionrecordvalues", "id": "148--smt--6", "relationships": {"action": {"data": {"id": 7}}}}}"#,
            matter: "7", event: "DataCollectionRecordValueUpdated", facets: .values),
        Sample(
            body: #"{"data": {"type": "tasks", "id": 3, "relationships": {"action": {"data": {"id": 7}}}}}"#,
            matter: "7", event: "TaskCreated", facets: .tasks),
        Sample(
            body:
                #"{"data": null, "meta": {"debug": {"resthook": {"id": 46, "trigger_count": "8", "resource_type": "actions", "resource_id": 5}}}}"#,
            matter: "5", event: "ActionUpdated", facets: .details, key: "46/8"),
        Sample(
            body: #"{"data": {"type": "filenotes", "id": 1, "relationships": {"action": {"data": {"id": 7}}}}}"#,
            matter: "7", event: "FileNotePinned", facets: .notes),
        Sample(
            body: #"{"data": {"type": "actionimages", "id": 1, "relationships": {"action": {"data": {"id": 7}}}}}"#,
            matter: "7", event: "ActionImageAdded", facets: .all),
        Sample(
            body:
                #"{"data": {"type": "actions", "id": 7}, "meta": {"debug": {"resthook": {"event_name": "StepChanged"}}}}"#,
            matter: "7", event: "ActionUpdated", facets: [.details, .notes]),
    ]

    @Test(arguments: samples)
    func `everything that may be missing may be missing`(sample: Sample) throws {
        let notice = try ActionStepNotice(body: Array(sample.body.utf8), eventName: sample.event)
        #expect(notice.matterRef == sample.matter)
        #expect(notice.personRef == sample.person)
        #expect(notice.facets == sample.facets)
        #expect(notice.key == sample.key)
    }

    @Test(arguments: [
        ("", ActionStepNotice.Unreadable.notJSON), ("<html>", .notJSON), (#"{"data": {"type""#, .notJSON),
        ("[1]", .notAnObject), ("7", .notAnObject), ("{}", .noResource), (#"{"data": null}"#, .noResource),
        (#"{"data": {"type": "actions"}}"#, .noResource), (#"{"meta": {}}"#, .noResource),
        (#"{"data": {"type": "actions", "id": ""}}"#, .noResource),
    ])
    func `what cannot be read is named`(body: String, reason: ActionStepNotice.Unreadable) {
        #expect(throws: reason) { try ActionStepNotice(body: Array(body.utf8), eventName: "ActionUpdated") }
    }

    @Test(
        arguments: [
            (String(repeating: "7", count: 64), nil), (String(repeating: "7", count: 65), .unsafeID),
            (String(repeating: "é", count: 33), .unsafeID), (#"7\u0000"#, .unsafeID), (#"7\n"#, .unsafeID),
            (#"\u007f7"#, .unsafeID), (#"7\u0085"#, .unsafeID),
        ] as [(String, ActionStepNotice.Unreadable?)])
    func `an id that is too long or holds control characters is refused wherever it stands`(
        id: String, reason: ActionStepNotice.Unreadable?
    ) {
        let bodies = [
            #"{"data": {"type": "actions", "id": "\#(id)"}}"#, #"{"data": {"type": "participants", "id": "\#(id)"}}"#,
            #"{"data": {"type": "\#(id)", "id": 1}}"#,
            #"{"data": {"type": "filenotes", "id": 1, "relationships": {"action": {"data": {"id": "\#(id)"}}}}}"#,
            #"{"data": {"type": "actions", "id": 1}, "meta": {"debug": {"resthook": {"id": "\#(id)"}}}}"#,
        ]
        for body in bodies {
            var found: ActionStepNotice.Unreadable?
            do { _ = try ActionStepNotice(body: Array(body.utf8), eventName: "ActionUpdated") } catch { found = error }
            #expect(found == reason, "\(body)")
        }
    }

    /// By event: the resource it is about, what is read again, and whether it names its matter by relation.
    static let events: [(event: String, type: String, facets: Facets)] = [
        ("ActionCreated", "actions", .all), ("ActionUpdated", "actions", .details),
        ("StepChanged", "actions", [.details, .notes]), ("ActionDocumentCreated", "actiondocuments", .documents),
        ("ActionDocumentUpdated", "actiondocuments", .documents),
        ("ActionDocumentDeleted", "actiondocuments", .documents),
        ("ActionParticipantAdded", "actionparticipants", .parties),
        ("ActionParticipantCreated", "actionparticipants", .parties),
        ("ActionParticipantDeleted", "actionparticipants", .parties),
        ("DataCollectionRecordUpdated", "datacollectionrecords", .values),
        ("DataCollectionRecordDeleted", "datacollectionrecords", .values),
        ("DataCollectionRecordValueUpdated", "datacollectionrecordvalues", .values),
        ("DisbursementCreated", "disbursements", .money), ("DisbursementUpdated", "disbursements", .money),
        ("FileNoteCreated", "filenotes", .notes), ("FileNoteUpdated", "filenotes", .notes),
        ("ParticipantCreated", "participants", .parties), ("ParticipantUpdated", "participants", .parties),
        ("TaskCreated", "tasks", .tasks), ("TaskUpdated", "tasks", .tasks), ("TimeEntryCreated", "timeentries", .money),
        ("TimeEntryUpdated", "timeentries", .money),
    ]

    @Test func `the table holds every event`() {
        let named = Set(Self.events.compactMap { ActionStepEvent(named: $0.event) })
        #expect(named == Set(ActionStepEvent.allCases))
    }

    @Test(arguments: events)
    func `each event leads to its matter or its person, and to what it may have changed`(
        event: String, type: String, facets: Facets
    ) {
        let body = """
            {"data": {"type": "\(type)", "id": "7", "relationships": {"action": {"data": {"id": "5"}}}},
             "meta": {"debug": {"resthook": {"id": "46", "trigger_count": 3, "event_name": "\(event)"}}}}
            """
        let reading = ActionStepNotice.reading(event: event, body: Array(body.utf8))
        #expect(reading.subject == .matter(type == "actions" ? "7" : "5"))
        #expect(reading.facets == facets)
        #expect(reading.deadLetterReason == nil)
        #expect(reading.number == NoticeReading.Number(hookID: "46", count: 3))
        // Without its relations it is still a nudge: about the person, or about any matter.
        let bare = ActionStepNotice.reading(
            event: event, body: Array(#"{"data": {"type": "\#(type)", "id": "7"}}"#.utf8))
        let wide: NoticeReading.Subject =
            type == "actions" ? .matter("7") : type == "participants" ? .person("7") : .anyMatter
        #expect(bare.subject == wide && bare.facets == facets)
    }

    @Test(arguments: [
        ("TaskCreated", "tasks", "null", NoticeReading.Subject.nothing),
        ("TimeEntryUpdated", "timeentries", #"{"data": null}"#, .nothing),
        ("TaskCreated", "tasks", #"{"data": []}"#, .anyMatter), ("FileNoteCreated", "filenotes", "null", .anyMatter),
        ("DisbursementCreated", "disbursements", "null", .anyMatter),
    ])
    func `a task or time that says it belongs to no matter asks for nothing`(
        event: String, type: String, action: String, subject: NoticeReading.Subject
    ) {
        let body = #"{"data": {"type": "\#(type)", "id": 7, "relationships": {"action": \#(action)}}}"#
        #expect(ActionStepNotice.reading(event: event, body: Array(body.utf8)).subject == subject)
    }

    @Test func `there are twenty-one events`() { #expect(ActionStepEvent.allCases.count == 21) }
}

@Suite struct `A hook as the API shows it` {
    @Test(arguments: [
        (#""2020-04-03T12:34:30+13:00""#, Instant.seconds(1_585_870_470) as Instant?), (#""""#, nil),
    ])
    func `the older form is read, before and after the first trigger`(last: String, moment: Instant?) throws {
        let value = try JSONReader.parse(
            """
            {"id": "382", "eventName": "ActionCreated", "targetUrl": "https://www.mydomain.com/path",
             "status": "Active", "triggeredCount": 73, "lastTriggered": \(last), "triggeredLastTimestamp": null}
            """)
        let hook = try #require(ActionStepHook(value))
        #expect((hook.id, hook.eventName, hook.status) == ("382", "ActionCreated", .active))
        #expect((hook.targetURL, hook.triggeredCount) == ("https://www.mydomain.com/path", 73))
        #expect(hook.lastTriggeredAt == moment)
    }

    @Test func `numbers, the newer form and an unknown status are read`() throws {
        let value = try JSONReader.parse(
            #"{"id": 46, "eventName": "A", "targetUrl": "u", "status": "Odd", "triggeredLastTimestamp": null}"#)
        let hook = try #require(ActionStepHook(value))
        #expect((hook.id, hook.status, hook.triggeredCount) == ("46", .disabled, 0))
        #expect(hook.lastTriggeredAt == nil)
    }
}
