import HTTPTypes
import LocalServer
import Matters
import Storage
import StorageSQLite
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `Work on a matter` {
    @Test func `a task is stamped when it is done, once, and not when it is opened again`() async throws {
        let fixture = try await Fixture(matters: 1)
        func put(_ body: String) async throws -> JSONValue? {
            try await fixture.rest(.put, "tasks/8", #"{"tasks": \#(body)}"#).json["tasks"]
        }
        let done = try await put(#"{"status": "Complete"}"#)
        #expect(done?["completedTimestamp"] == "2026-05-04T09:30:00+10:00")
        #expect(done?["lastModifiedTimestamp"] == "2026-05-04T09:30:00+10:00")
        let open = try await put(#"{"status": "Incomplete"}"#)
        #expect(open?["completedTimestamp"] == .null)
        let before = try await fixture.rest(.get, "tasks/5").json["tasks"]
        let again = try await fixture.rest(.put, "tasks/5", #"{"tasks": {"status": "Complete"}}"#).json["tasks"]
        #expect(before?["completedTimestamp"]?.string != nil)
        #expect(again?["completedTimestamp"] == before?["completedTimestamp"])
    }

    @Test func `a move writes who has the matter, its state and the tasks that were chosen`() async throws {
        let fixture = try await Fixture(matters: 1)
        let hook = try await fixture.hook("TaskCreated")
        let body =
            #"{"actionchangestep": {"status": "Inactive", "assignedToParticipant": 14, "links": {"action": 70001, "step": "33--8", "node": 908, "stepTasks": ["23"]}}}"#
        #expect(try await fixture.rest(.post, "actionchangestep", body).status == 200)
        let matter = try await fixture.rest(.get, "actions/70001").json["actions"]
        #expect(matter?["status"] == "Inactive")
        #expect(matter?["links"]?["assignedTo"] == "14")
        let task = try await fixture.rest(.get, "tasks?action=70001&sort=-id&pageSize=1&include=template").json
        #expect(task.at("tasks.name") == "Book the settlement")
        #expect(task.at("tasks.links.assignee") == "14")
        #expect(task.at("linked.steptasks.0.id") == 23)
        #expect(try await fixture.bodies(hook).count == 1)
    }

    @Test func `two matters are related to one another, and both are told of`() async throws {
        let fixture = try await Fixture(matters: 4)
        let hook = try await fixture.hook("ActionUpdated")
        func relatives(_ id: Int) async throws -> JSONValue? {
            try await fixture.rest(.get, "actions/\(id)").json.at("actions.links.relatedActions")
        }
        let body = #"{"actions": {"links": {"relatedActions": [70002, "70003"]}}}"#
        #expect(try await fixture.rest(.put, "actions/70001", body).status == 200)
        #expect(try await relatives(70_001) == ["70002", "70003"])
        #expect(try await relatives(70_002) == ["70001"])
        #expect(try await relatives(70_004) == .null)
        let told = try await fixture.bodies(hook).compactMap { $0.at("data.id")?.string }
        #expect(told.sorted() == ["70001", "70002", "70003", "70004"])
        #expect(
            try await fixture.rest(.put, "actions/70001", #"{"actions": {"links": {"relatedActions": [70001]}}}"#)
                .status == 400)
        let linked = try await fixture.rest(.get, "actions/70001?include=relatedActions").json.at("linked.actions")
        #expect(linked?.array?.count == 2)
    }

    @Test func `what lay in a folder that is gone lies where the folder lay`() async throws {
        let fixture = try await Fixture(matters: 1)
        #expect(try await fixture.rest(.get, "actiondocuments/7").json.at("actiondocuments.links.folder") == "5")
        #expect(try await fixture.rest(.delete, "actionfolders/5").status == 204)
        #expect(try await fixture.rest(.get, "actiondocuments/7").json.at("actiondocuments.links.folder") == "4")
    }

    @Test func `of many that are deleted at once all go, or none`() async throws {
        let fixture = try await Fixture(matters: 1)
        #expect(try await fixture.rest(.delete, "filenotes/10,999999").status == 404)
        #expect(try await fixture.rest(.get, "filenotes/10").status == 200)
    }
}

@Suite struct `What was deleted` {
    @Test func `is shown to those only who ask for it`() async throws {
        let fixture = try await Fixture(matters: 1)
        let all = try await fixture.rest(.get, "actiondocuments?action=70001").json["actiondocuments"]?.array?.count
        #expect(try await fixture.rest(.delete, "actiondocuments/6").status == 204)
        let left = try await fixture.rest(.get, "actiondocuments?action=70001").json["actiondocuments"]?.array?.count
        #expect(left == (all ?? 0) - 1)
        #expect(try await fixture.rest(.get, "actiondocuments/6").status == 404)
        #expect(try await fixture.rest(.delete, "actiondocuments/6").status == 404)
        let filter = "isDeleted = 'T'".percentEncoded
        for query in ["isDeleted=T", "isDeleted_nteq=F", "isDeleted=T,F&id=6", "filter=" + filter] {
            let found = try await fixture.rest(.get, "actiondocuments?" + query)
            #expect(found.json.at("actiondocuments.id") == 6, "\(query)")
            #expect(found.json.at("actiondocuments.isDeleted") == "T")
        }
    }

    @Test func `may be a matter, deleted by staff, and nobody is told`() async throws {
        let fixture = try await Fixture(matters: 2)
        var hooks: [Int64] = []
        for event in HookWish.eventNames { hooks.append(try await fixture.hook(event)) }
        #expect(try await fixture.call(.delete, "/control/matters/70001").status == 204)
        #expect(try await fixture.call(.delete, "/control/matters/70001").status == 404)
        for hook in hooks { #expect(try await fixture.bodies(hook) == []) }
        #expect(try await fixture.rest(.get, "actions/70001").status == 404)
        #expect(try await fixture.rest(.get, "actions").json.at("actions.id") == 70_002)
        let gone = try await fixture.rest(.get, "actions?isDeleted=T").json["actions"]
        #expect(gone?["id"] == 70_001)
        #expect(gone?["deletedBy"] == "Ng, Ana")
        #expect(gone?["deletedTimestamp"] == "2026-05-04T09:30:00+10:00")
        #expect(gone?["modifiedTimestamp"] == "2026-05-04T09:30:00+10:00")
        let note = #"{"filenotes": {"text": "x", "links": {"action": 70001}}}"#
        #expect(try await fixture.rest(.post, "filenotes", note).status == 400)
    }
}

@Suite struct `What a caller can read` {
    @Test(arguments: [
        ("application/vnd.api+json", 200), ("application/json", 200), ("*/*", 200), ("application/*;q=0.5", 200),
        ("text/html, application/json;q=0.9", 200), ("text/html", 406), ("image/png, text/*", 406),
    ])
    func `is asked for`(_ accept: String, _ status: Int) async throws {
        let fixture = try await Fixture(matters: 1)
        let headers: HTTPFields = [.accept: accept]
        let answer = try await fixture.call(.get, "/actionstep/api/rest/actions", headers: headers)
        #expect(answer.status == status)
        #expect(answer.headers[.contentType] == "application/vnd.api+json")
    }

    @Test(arguments: [
        ("application/vnd.api+json", 201), ("application/json", 201), ("application/json; charset=utf-8", 201),
        ("text/plain", 415), ("application/x-www-form-urlencoded", 415),
    ])
    func `is what it sends`(_ type: String, _ status: Int) async throws {
        let fixture = try await Fixture(matters: 1)
        let note = #"{"filenotes": {"text": "x", "links": {"action": 70001}}}"#
        #expect(try await fixture.call(.post, "/actionstep/api/rest/filenotes", note, type: type).status == status)
    }

    @Test func `is the next page, where the reply says it is`() async throws {
        let fixture = try await Fixture(matters: 5)
        var path: String? = "/actionstep/api/rest/actions?name_ilike=*+-+*&pageSize=2&sort=-id"
        var ids: [Int64] = []
        while let next = path {
            let page = try await fixture.call(.get, next).json
            let rows = page["actions"]?.array ?? [page["actions"] ?? .null]
            ids += rows.compactMap { $0["id"]?.integer }
            let url = page.at("meta.paging.actions.nextPage")?.string
            path = url.map { String($0.dropFirst("http://localhost".count)) }
        }
        #expect(ids == [70_005, 70_004, 70_003, 70_002, 70_001])
    }
}

@Suite struct `A list of hooks` {
    @Test func `has pages, changes many and deletes many`() async throws {
        let fixture = try await Fixture(matters: 1)
        for event in ["StepChanged", "StepChanged", "TaskCreated"] { _ = try await fixture.hook(event) }
        let page = try await fixture.rest(.get, "resthooks?pageSize=2").json
        #expect(page["resthooks"]?.array?.count == 2)
        #expect(page.at("meta.paging.resthooks.pageCount") == 2)
        #expect(try await fixture.rest(.get, "resthooks?pageSize=2&page=2").json.at("resthooks.id") == "3")
        let put = try await fixture.rest(
            .put, "resthooks/1,2",
            #"{"resthooks": [{"eventName": "TaskUpdated"}, {"targetUrl": "https://example.com/in?k=1"}]}"#
        ).json
        #expect(put.at("resthooks.0.eventName") == "TaskUpdated")
        #expect(put.at("resthooks.1.targetUrl") == "https://example.com/in?k=1")
        let gone = try await fixture.rest(.delete, "resthooks/1,2").json
        #expect(gone.at("resthooks.1.status") == "Deleted")
        #expect(try await fixture.rest(.get, "resthooks").json.at("resthooks.id") == "3")
    }

    @Test func `shows when each was told last, and how often`() async throws {
        let fixture = try await Fixture(matters: 1)
        let id = try await fixture.hook("FileNoteCreated")
        let note = #"{"filenotes": {"text": "x", "links": {"action": 70001}}}"#
        for _ in 1...2 { #expect(try await fixture.rest(.post, "filenotes", note).status == 201) }
        let hook = try await fixture.rest(.get, "resthooks/\(id)").json["resthooks"]
        #expect(hook?["triggeredCount"] == 2)
        #expect(hook?["lastTriggered"] == "2026-05-04T09:30:00+10:00")
        #expect(hook?["triggeredLastTimestamp"] == "2026-05-04T09:30:00+10:00")
    }
}

@Suite struct `A world from before tasks` {
    @Test func `goes on, with nothing deleted and nobody related`() async throws {
        let folder = try TemporaryFolder("world")
        let store = try SQLiteStore(path: folder.path + "/sandbox.db", ownership: .server) { 0 }
        let first = MigrationSet(name: "world", migrations: Array(WorldSchema.migrations.migrations.prefix(1)))
        try await store.migrate(first)
        _ = try await store.write { transaction in
            try transaction.run(
                "INSERT INTO actionstep_actions (firm_id, id, name, status) VALUES ($1, 70001, 'Old', 'Active')",
                [SandboxFirm.idValue])
        }
        try await store.migrate(WorldSchema.migrations)
        let matter = try await store.read { try WorldTables.find(Catalogue.actions, 70_001, in: $0) }
        let row = Presentation.object(try #require(matter))
        #expect(row["isDeleted"] == "F")
        #expect(row["amlReviewStatus"] == "None")
        #expect(row["links"]?["relatedActions"] == .null)
        let tasks = try await store.read { try WorldTables.count(Catalogue.tasks, in: $0) }
        #expect(tasks == 0)
    }
}
