import HTTPTypes
import Matters
import Records
import Storage
import StorageSQLite
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `Every change is announced once` {
    static let changes: [(HTTPRequest.Method, String, String?, [String])] = [
        (
            .post, "actionchangestep",
            #"{"actionchangestep": {"links": {"action": "70001", "step": "33--9", "node": "909"}}}"#,
            ["StepChanged", "ActionUpdated"]
        ),
        (
            .post, "actioncreate",
            #"{"actioncreate": {"actionName": "Purchase - 1 New Road", "fileNote": "opened", "links": {"actionType": "33", "assignedToParticipant": "11", "participantType27": ["12"]}}}"#,
            ["ActionCreated", "ActionParticipantAdded", "FileNoteCreated"]
        ),
        (
            .post, "actionchangestep",
            #"{"actionchangestep": {"filenote": "booked", "stepDataField82": "2026-07-09", "links": {"action": 70001, "step": "33--8", "node": 908, "stepTasks": [23]}}}"#,
            [
                "StepChanged", "ActionUpdated", "TaskCreated", "FileNoteCreated", "DataCollectionRecordValueUpdated",
                "DataCollectionRecordUpdated",
            ]
        ),
        (.put, "actions/70001", #"{"actions": {"name": "New"}}"#, ["ActionUpdated"]),
        (.post, "tasks", #"{"tasks": {"name": "Call", "links": {"action": 70001}}}"#, ["TaskCreated"]),
        (.put, "tasks/8", #"{"tasks": {"status": "Deleted"}}"#, ["TaskUpdated"]),
        (.put, "tasks/8", #"{"tasks": {"status": "Incomplete"}}"#, []),
        (.post, "timeentries", #"{"timeentries": {"links": {"action": 70001, "task": 8}}}"#, ["TimeEntryCreated"]),
        (.post, "disbursements", #"{"disbursements": {"links": {"action": 70001}}}"#, ["DisbursementCreated"]),
        (.put, "actiondocuments/6", #"{"actiondocuments": {"links": {"folder": null}}}"#, ["ActionDocumentUpdated"]),
        (.post, "filenotes", #"{"filenotes": {"text": "x", "links": {"action": 70001}}}"#, ["FileNoteCreated"]),
        (.put, "filenotes/10", #"{"filenotes": {"text": "y"}}"#, ["FileNoteUpdated"]),
        (.delete, "filenotes/10", nil, []),
        (
            .post, "actiondocuments", #"{"actiondocuments": {"name": "Plan", "links": {"action": 70001}}}"#,
            ["ActionDocumentCreated"]
        ),
        (.put, "actiondocuments/6", #"{"actiondocuments": {"name": "Plan"}}"#, ["ActionDocumentUpdated"]),
        (.delete, "actiondocuments/6", nil, ["ActionDocumentDeleted"]),
        (
            .post, "actionparticipants",
            #"{"actionparticipants": {"links": {"action": 70001, "participantType": 27, "participant": 12}}}"#,
            ["ActionParticipantAdded"]
        ),
        (.delete, "actionparticipants/70001--27--100002", nil, ["ActionParticipantDeleted"]),
        (
            .post, "participants", #"{"participants": {"firstName": "Al", "lastName": "Poe"}}"#, ["ParticipantCreated"]
        ),
        (.put, "participants/12", #"{"participants": {"email": "a@b.example"}}"#, ["ParticipantUpdated"]),
        (
            .put, "datacollectionrecordvalues/148--smtdateonly--20",
            #"{"datacollectionrecordvalues": {"stringValue": "2026-05-18"}}"#, []
        ),
        (
            .put, "datacollectionrecordvalues/148--smtdateonly--20",
            #"{"datacollectionrecordvalues": {"stringValue": "2026-07-01"}}"#,
            ["DataCollectionRecordValueUpdated", "DataCollectionRecordUpdated"]
        ),
        (.delete, "datacollectionrecords/20", nil, ["DataCollectionRecordDeleted"]),
        (
            .post, "datacollectionrecords",
            #"{"datacollectionrecords": {"links": {"action": 70001, "dataCollection": 153}}}"#,
            []
        ),
    ]

    @Test(arguments: changes.indices)
    func `to each hook that asks, and to no other`(_ index: Int) async throws {
        let (method, path, body, events) = Self.changes[index]
        let fixture = try await Fixture(matters: 1)
        var hooks: [(event: String, id: Int64)] = []
        for event in HookWish.eventNames.sorted() { hooks.append((event, try await fixture.hook(event))) }
        let answer = try await fixture.rest(method, path, body)
        #expect((200...204).contains(answer.status), "\(answer.text)")
        for hook in hooks {
            #expect(try await fixture.waiting(hook.id) == (events.contains(hook.event) ? 1 : 0), "\(hook.event)")
        }
    }

    @Test func `a new matter stands at its first step, with its client`() async throws {
        let fixture = try await Fixture(matters: 1)
        let made = try await fixture.rest(
            .post, "actioncreate",
            #"{"actioncreate": {"actionName": "Sale", "links": {"actionType": 34, "participantType27": [12]}}}"#)
        #expect(made.status == 201)
        let id = try #require(made.json["actioncreate"]?["id"]?.scalarText)
        let matter = try await fixture.rest(.get, "actions/" + id).json["actions"]
        #expect(matter?["links"]?["step"] == "34--1")
        #expect(matter?["links"]?["primaryParticipants"] == ["12"])
        #expect(matter?["status"] == "Active")
    }

    @Test func `a step move writes the system's note, the new step and the time`() async throws {
        let fixture = try await Fixture(matters: 1)
        let moved = try await fixture.rest(
            .post, "actionchangestep",
            #"{"actionchangestep": {"links": {"action": 70001, "step": "33--8", "node": 908}, "stepDataField82": "2026-07-09"}}"#
        )
        #expect(moved.status == 200)
        let matter = try await fixture.rest(.get, "actions/70001").json["actions"]
        #expect(matter?["links"]?["step"] == "33--8")
        #expect(matter?["modifiedTimestamp"] == "2026-05-04T09:30:00+10:00")
        let note = try await fixture.rest(.get, "filenotes?action=70001&sort=-id&pageSize=1").json["filenotes"]
        #expect(note?["source"] == "System")
        let value = try await fixture.rest(.get, "datacollectionrecordvalues/148--smtdateonly--20")
        #expect(value.json["datacollectionrecordvalues"]?["stringValue"] == "2026-07-09")
    }

    @Test func `every matter can make the move that it is offered`() async throws {
        let fixture = try await Fixture()
        for id in 70_001...70_012 {
            let moves = try await fixture.rest(.get, "actionchangestep/\(id)").json
            let links = try #require(moves["actionchangestep"]?[0]?["links"])
            let (step, node) = (links["step"]?.string ?? "", links["node"]?.string ?? "")
            let body = #"{"actionchangestep": {"links": {"action": "\#(id)", "step": "\#(step)", "node": "\#(node)"}}}"#
            #expect(try await fixture.rest(.post, "actionchangestep", body).status == 200)
        }
    }

    @Test func `a value that was never set can be put once its record stands`() async throws {
        let fixture = try await Fixture(matters: 1)
        let made = try await fixture.rest(
            .post, "datacollectionrecords",
            #"{"datacollectionrecords": {"links": {"action": 70001, "dataCollection": 153}}}"#)
        let record = try #require(made.json["datacollectionrecords"]?["id"]?.scalarText)
        let path = "datacollectionrecordvalues/153--item--\(record)"
        let put = try await fixture.rest(.put, path, #"{"datacollectionrecordvalues": {"stringValue": "Sign"}}"#)
        #expect(put.status == 200)
        #expect(try await fixture.rest(.get, path).json["datacollectionrecordvalues"]?["stringValue"] == "Sign")
    }
}

@Suite struct `Hooks are kept` {
    @Test func `made, shown, changed and deleted`() async throws {
        let fixture = try await Fixture(matters: 1)
        #expect(try await fixture.rest(.get, "resthooks").status == 204)
        let id = try await fixture.hook("StepChanged")
        let shown = try await fixture.rest(.get, "resthooks").json["resthooks"]
        #expect(shown?["status"] == "Active")
        #expect(shown?["lastTriggered"] == "")
        #expect(shown?["triggeredLastTimestamp"] == .null)
        let put = try await fixture.rest(.put, "resthooks/\(id)", #"{"resthooks": {"eventName": "ActionUpdated"}}"#)
        #expect(put.json["resthooks"]?["eventName"] == "ActionUpdated")
        let gone = try await fixture.rest(.delete, "resthooks/\(id)")
        #expect(gone.status == 200)
        #expect(gone.json["resthooks"]?["status"] == "Deleted")
        #expect(try await fixture.rest(.get, "resthooks/\(id)").status == 404)
    }

    @Test func `a hook that is off is not switched on by a change`() async throws {
        let fixture = try await Fixture(matters: 1)
        let id = try await fixture.hook("StepChanged")
        try await fixture.store.write {
            try Subscriptions.switchOff(id, because: .byHand, firmID: SandboxFirm.id, in: $0, at: Fixture.now)
        }
        let put = try await fixture.rest(
            .put, "resthooks/\(id)", #"{"resthooks": {"targetUrl": "http://127.0.0.1:2/", "status": "Active"}}"#)
        #expect(put.json["resthooks"]?["status"] == "Disabled")
    }

    @Test(arguments: ["actions/70001", "participants/12", "tasks/8", "filenotes/10", "actiondocuments/6"])
    func `a row that is sent back as it was read is no change`(_ path: String) async throws {
        let fixture = try await Fixture()
        let name = String(path.prefix { $0 != "/" })
        let read = try #require(try await fixture.rest(.get, path).json[name])
        let body = String(decoding: JSONValue.object([name: read]).encoded, as: UTF8.self)
        var hooks: [Int64] = []
        for event in HookWish.eventNames.sorted() { hooks.append(try await fixture.hook(event)) }
        let written = try await fixture.rest(.put, path, body)
        #expect(written.status == 200, "\(written.text)")
        #expect(written.json[name] == read)
        for hook in hooks {
            let waiting = try await fixture.waiting(hook)
            #expect(waiting == 0)
        }
    }
}
