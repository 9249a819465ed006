import HTTPTypes
import Records
import Storage
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

/// What causes an event, and what its notice must say.
struct Cause: Sendable, CustomStringConvertible {
    let event: String
    /// Made before the hooks are, for the changes of what the seed may not hold; its id stands for `{id}` below.
    var first: (path: String, body: String)?
    let request: (method: HTTPRequest.Method, path: String, body: String?)
    let type: String
    let attribute: (name: String, value: JSONValue)
    let relation: (name: String, value: JSONValue)
    /// Where the change is read back; nil when nothing is left to read.
    var readBack: (path: String, member: String, value: JSONValue)?

    var description: String { event }
}

extension Cause {
    private static func to(_ type: String, _ id: String) -> JSONValue {
        ["data": ["type": .string(type), "id": .string(id)]]
    }
    private static let inMatter: (name: String, value: JSONValue) = ("action", to("actions", "70001"))
    private static let entry =
        #"{"timeentries": {"billableHours": 0.5, "rateUnitPrice": 380, "links": {"action": 70001}}}"#
    private static let cost =
        #"{"disbursements": {"description": "Search", "unitPrice": 24.5, "links": {"action": 70001}}}"#

    static let all = matters + documents + values + people + notes + work

    private static let matters = [
        Cause(
            event: "ActionCreated",
            request: (.post, "actioncreate", #"{"actioncreate": {"actionName": "Sale", "links": {"actionType": 34}}}"#),
            type: "actions", attribute: ("name", "Sale"), relation: ("actionType", to("actiontypes", "34")),
            readBack: ("actions/{id}", "name", "Sale")),
        Cause(
            event: "ActionUpdated", request: (.put, "actions/70001", #"{"actions": {"bannerText": "Call first"}}"#),
            type: "actions", attribute: ("bannerText", "Call first"), relation: ("step", to("steps", "33--7")),
            readBack: ("actions/70001", "bannerText", "Call first")),
        Cause(
            event: "StepChanged",
            request: (
                .post, "actionchangestep",
                #"{"actionchangestep": {"links": {"action": "70001", "step": "33--9", "node": "909"}}}"#
            ),
            type: "actions", attribute: ("modifiedTimestamp", "2026-05-04T09:30:00+10:00"),
            relation: ("step", to("steps", "33--9")),
            readBack: ("actions/70001", "modifiedTimestamp", "2026-05-04T09:30:00+10:00")),
    ]

    private static let documents = [
        Cause(
            event: "ActionDocumentCreated",
            request: (
                .post, "actiondocuments",
                #"{"actiondocuments": {"name": "Plan", "links": {"action": 70001, "folder": 5, "tags": [1, 3]}}}"#
            ),
            type: "actiondocuments", attribute: ("name", "Plan"), relation: ("folder", to("actionfolders", "5")),
            readBack: ("actiondocuments/{id}", "name", "Plan")),
        Cause(
            event: "ActionDocumentUpdated",
            request: (.put, "actiondocuments/6", #"{"actiondocuments": {"links": {"tags": ["3", 1]}}}"#),
            type: "actiondocuments", attribute: ("isDeleted", "F"),
            relation: ("tags", ["data": [["type": "tags", "id": "3"], ["type": "tags", "id": "1"]]]),
            readBack: ("actiondocuments/6", "links", ["3", "1"])),
        Cause(
            event: "ActionDocumentDeleted", request: (.delete, "actiondocuments/6", nil), type: "actiondocuments",
            attribute: ("isDeleted", "T"), relation: inMatter,
            readBack: ("actiondocuments?id=6&isDeleted=T", "isDeleted", "T")),
    ]

    private static let values = [
        Cause(
            event: "DataCollectionRecordUpdated",
            request: (
                .put, "datacollectionrecordvalues/148--smtdateonly--20",
                #"{"datacollectionrecordvalues": {"stringValue": "2026-07-01"}}"#
            ),
            type: "datacollectionrecords", attribute: ("canWrite", "T"),
            relation: ("dataCollection", to("datacollections", "148")),
            readBack: ("datacollectionrecords/20", "canWrite", "T")),
        Cause(
            event: "DataCollectionRecordValueUpdated",
            request: (
                .put, "datacollectionrecordvalues/148--smtdateonly--20",
                #"{"datacollectionrecordvalues": {"stringValue": "2026-07-01"}}"#
            ),
            type: "datacollectionrecordvalues", attribute: ("stringValue", "2026-07-01"),
            relation: ("dataCollectionField", to("datacollectionfields", "148--smtdateonly")),
            readBack: ("datacollectionrecordvalues/148--smtdateonly--20", "stringValue", "2026-07-01")),
        Cause(
            event: "DataCollectionRecordDeleted", request: (.delete, "datacollectionrecords/20", nil),
            type: "datacollectionrecords", attribute: ("canDelete", "T"), relation: inMatter),
    ]

    private static let people = [
        Cause(
            event: "ActionParticipantAdded",
            request: (
                .post, "actionparticipants",
                #"{"actionparticipants": {"links": {"action": 70001, "participantType": 27, "participant": 12}}}"#
            ),
            type: "actionparticipants", attribute: ("participantNumber", 2),
            relation: ("participant", to("participants", "12")),
            readBack: ("actionparticipants/70001--27--12", "participantNumber", 2)),
        Cause(
            event: "ActionParticipantDeleted", request: (.delete, "actionparticipants/70001--27--100002", nil),
            type: "actionparticipants", attribute: ("participantNumber", 1),
            relation: ("participantType", to("participanttypes", "27"))),
        Cause(
            event: "ParticipantCreated",
            request: (.post, "participants", #"{"participants": {"firstName": "Al", "lastName": "Poe"}}"#),
            type: "participants", attribute: ("displayName", "Poe, Al"), relation: ("physicalCountry", nil),
            readBack: ("participants/{id}", "displayName", "Poe, Al")),
        Cause(
            event: "ParticipantUpdated",
            request: (.put, "participants/12", #"{"participants": {"email": "a@b.example"}}"#), type: "participants",
            attribute: ("email", "a@b.example"), relation: ("division", to("divisions", "1")),
            readBack: ("participants/12", "email", "a@b.example")),
    ]

    private static let notes = [
        Cause(
            event: "FileNoteCreated",
            request: (.post, "filenotes", #"{"filenotes": {"text": "x", "links": {"action": 70001}}}"#),
            type: "filenotes", attribute: ("enteredBy", "Ng, Ana"), relation: ("document", nil),
            readBack: ("filenotes/{id}", "text", "x")),
        Cause(
            event: "FileNoteUpdated", request: (.put, "filenotes/10", #"{"filenotes": {"text": "y"}}"#),
            type: "filenotes", attribute: ("text", "y"), relation: inMatter, readBack: ("filenotes/10", "text", "y")),
    ]

    private static let work = [
        Cause(
            event: "TaskCreated",
            request: (
                .post, "tasks", #"{"tasks": {"name": "Call", "billableHours": 0.25, "links": {"action": 70001}}}"#
            ),
            type: "tasks", attribute: ("billableHours", "0.25"), relation: inMatter,
            readBack: ("tasks/{id}", "billableHours", 0.25)),
        Cause(
            event: "TaskUpdated", request: (.put, "tasks/7", #"{"tasks": {"status": "Complete"}}"#), type: "tasks",
            attribute: ("completedTimestamp", "2026-05-04T09:30:00+10:00"),
            relation: ("assignee", to("participants", "12")), readBack: ("tasks/7", "status", "Complete")),
        Cause(
            event: "TimeEntryCreated", request: (.post, "timeentries", entry), type: "timeentries",
            attribute: ("billableAmount", "190.00"), relation: ("owner", to("participants", "11")),
            readBack: ("timeentries/{id}", "billableAmount", 190.0)),
        Cause(
            event: "TimeEntryUpdated", first: ("timeentries", entry),
            request: (.put, "timeentries/{id}", #"{"timeentries": {"billableHours": "0.75"}}"#), type: "timeentries",
            attribute: ("billableHours", "0.75"), relation: inMatter,
            readBack: ("timeentries/{id}", "billableAmount", 285.0)),
        Cause(
            event: "DisbursementCreated", request: (.post, "disbursements", cost), type: "disbursements",
            attribute: ("unitPrice", "24.50"), relation: ("enteredByParticipant", to("participants", "11")),
            readBack: ("disbursements/{id}", "unitPrice", 24.5)),
        Cause(
            event: "DisbursementUpdated", first: ("disbursements", cost),
            request: (.put, "disbursements/{id}", #"{"disbursements": {"quantity": 3}}"#), type: "disbursements",
            attribute: ("quantity", "3.00"), relation: inMatter, readBack: ("disbursements/{id}", "quantity", 3.0)),
    ]
}

@Suite struct `Each event of the vendor's list` {
    @Test func `has a cause here`() { #expect(Set(Cause.all.map(\.event)) == HookWish.eventNames) }

    @Test(arguments: Cause.all)
    func `is told once, with the record as it is read back`(_ cause: Cause) async throws {
        let fixture = try await Fixture(matters: 1)
        var id = ""
        if let first = cause.first {
            id = try #require(try await fixture.rest(.post, first.path, first.body).json[cause.type]?["id"]?.scalarText)
        }
        let hook = try await fixture.hook(cause.event)
        let path = cause.request.path.replacing("{id}", with: id)
        let answer = try await fixture.rest(cause.request.method, path, cause.request.body)
        #expect((200...204).contains(answer.status), "\(answer.text)")

        let bodies = try await fixture.bodies(hook)
        let body = try #require(bodies.first)
        #expect(bodies.count == 1)
        #expect(body["jsonapi"]?["version"] == "1.0")
        let data = try #require(body["data"])
        id = try #require(data["id"]?.string)
        #expect(data["type"] == .string(cause.type))
        #expect(data["attributes"]?[cause.attribute.name] == cause.attribute.value)
        #expect(data["relationships"]?[cause.relation.name] == cause.relation.value)
        #expect(body["meta"]?["paging"]?[cause.type]?["recordCount"] == 1)
        let told = try #require(body["meta"]?["debug"]?["resthook"])
        let expected: JSONValue = [
            "id": .string(String(hook)), "target": "http://127.0.0.1:1/in", "trigger_count": 1,
            "event_name": .string(cause.event), "resource_type": .string(cause.type), "resource_id": .string(id),
        ]
        #expect(told == expected)
        try await check(cause, id, fixture)
    }

    private func check(_ cause: Cause, _ id: String, _ fixture: Fixture) async throws {
        guard let readBack = cause.readBack else {
            return #expect(try await fixture.rest(.get, cause.type + "/" + id).status == 404)
        }
        let row = try await fixture.rest(.get, readBack.path.replacing("{id}", with: id)).json[cause.type]
        let value = readBack.member == "links" ? row?["links"]?[cause.relation.name] : row?[readBack.member]
        #expect(value == readBack.value)
    }
}

@Suite struct `What nobody is told of` {
    @Test(
        arguments: [
            (.delete, "filenotes/10", nil), (.delete, "tasks/7", nil), (.delete, "timeentries/{timeentries}", nil),
            (.delete, "disbursements/{disbursements}", nil),
            (.post, "actionfolders", #"{"actionfolders": {"name": "Searches", "links": {"action": 70001}}}"#),
            (.put, "actionfolders/5", #"{"actionfolders": {"name": "Executed"}}"#), (.delete, "actionfolders/4", nil),
            (
                .post, "datacollectionrecords",
                #"{"datacollectionrecords": {"links": {"action": 70001, "dataCollection": 153}}}"#
            ),
            (.post, "tags", #"{"tags": {"name": "Settled"}}"#), (.put, "tags/1", #"{"tags": {"name": "Now"}}"#),
            (
                .post, "participantdefaulttypes",
                #"{"participantdefaulttypes": {"links": {"participant": 12, "participantType": 60}}}"#
            ),
            (.delete, "actiontypeparticipanttypes/33--60", nil),
        ] as [(HTTPRequest.Method, String, String?)])
    func `though it is done`(_ method: HTTPRequest.Method, _ path: String, _ body: String?) async throws {
        let fixture = try await Fixture(matters: 1)
        var path = path
        for resource in ["timeentries", "disbursements"] where path.contains("{\(resource)}") {
            let made = try await fixture.rest(.post, resource, #"{"\#(resource)": {"links": {"action": 70001}}}"#)
            path = path.replacing("{\(resource)}", with: made.json[resource]?["id"]?.scalarText ?? "")
        }
        var hooks: [Int64] = []
        for event in HookWish.eventNames { hooks.append(try await fixture.hook(event)) }
        let answer = try await fixture.rest(method, path, body)
        #expect((200...204).contains(answer.status), "\(answer.text)")
        for hook in hooks { #expect(try await fixture.bodies(hook) == []) }
        if method == .delete { #expect(try await fixture.rest(.get, path).status == 404) }
    }
}
