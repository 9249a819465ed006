import HTTPTypes
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `Version 1 of the LawVu API` {
    let lawVu: LawVuFixture
    init() async throws { lawVu = try await LawVuFixture(matters: 6) }

    @Test func `creating a matter responds with the bare id`() async throws {
        let made = try await lawVu.call(
            .post, "matter-apis/v1/matters",
            #"{"name": "A", "categoryId": 7495, "teamId": 470, "urgent": true, "externalId": "X 1/2", "parentId": 96001}"#
        )
        #expect(made.status == 200)
        let id = try #require(Int64(made.text))
        let matter = try await lawVu.call(.get, "matter-apis/v1/matters/\(id)").json
        #expect(matter["categoryId"] == 7495)
        #expect(matter["teamId"] == 470)
        #expect(matter["urgent"] == true)
        #expect(matter["parentId"] == 96001)
        #expect(matter["matterNumber"] == "LV0001-0007")
        #expect(matter["lastStatusMessage"] == .null)
        let found = try await lawVu.call(.get, "matter-apis/v1/matters/externalid/X%201%2F2")
        #expect(found.json == ["id": .integer(id)])
        #expect(try await lawVu.call(.get, "matter-apis/v1/matters/externalid/none").status == 404)
    }

    @Test(arguments: [
        (#"[{"op": "replace", "path": "/name", "value": "B"}]"#, "name", #""B""#),
        (#"[{"op": "replace", "path": "/categoryId", "value": 7497}]"#, "categoryId", "7497"),
        (#"[{"op": "remove", "path": "/teamId"}]"#, "teamId", "null"),
        (#"{"op": "add", "path": "/urgent", "value": true}"#, "urgent", "true"),
        (#"[{"op": "replace", "path": "/unknown", "value": 1}]"#, "urgent", "false"),
    ])
    func `a JSON Patch changes a matter`(_ patch: String, _ member: String, _ value: String) async throws {
        let id = try await lawVu.newMatter(more: #", "teamAssigned": {"id": 470}"#)
        #expect(try await lawVu.call(.patch, "matter-apis/v1/matters/\(id)", patch).status == 200)
        let matter = try await lawVu.call(.get, "matter-apis/v1/matters/\(id)")
        #expect(matter.json[member]?.encodedText == value)
    }

    @Test(arguments: [
        (#"[{"op": "move", "path": "/name"}]"#, "Op"), (#"[{"op": "replace", "path": "name"}]"#, "Path"),
        (#"[{"op": "replace", "path": "/a/b"}]"#, "Path"),
        (#"[{"op": "replace", "path": "/name", "value": 1}]"#, "Name"),
        (#"[{"op": "replace", "path": "/status", "value": "Gone"}]"#, "Status"),
    ])
    func `an invalid operation is rejected with the name of the wrong member`(_ patch: String, _ named: String)
        async throws
    {
        let answer = try await lawVu.call(.patch, "matter-apis/v1/matters/96001", patch)
        #expect(answer.status == 400)
        #expect(answer.json["errors"]?[named] != nil)
    }

    @Test func `a JSON Patch changes custom fields, which are shown with their titles`() async throws {
        let id = try await lawVu.newMatter()
        let path = "matter-apis/v1/matters/\(id)/fields"
        let patch = #"[{"op": "replace", "path": "/budget", "value": 12.5}]"#
        #expect(try await lawVu.call(.patch, path, patch).status == 200)
        let fields = try await lawVu.call(.get, path).json["detailFields"]
        #expect(fields?["model"]?["budget"] == 12.5)
        #expect(fields?["schema"]?["properties"]?["budget"]?["title"] == "Budget")
        let wrong = try await lawVu.call(.patch, path, #"[{"op": "replace", "path": "/nothing", "value": 1}]"#)
        #expect(wrong.json["errors"]?["Fields.nothing"] != nil)
    }

    @Test(arguments: [MatterOrContract.Kind.matter, .contract])
    func `status messages are listed newest first`(_ kind: MatterOrContract.Kind) async throws {
        let id = try await kind == .matter ? lawVu.newMatter() : lawVu.newContract()
        let path = "\(kind.rawValue)-apis/v1/\(kind.rawValue)s/\(id)"
        #expect(try await lawVu.call(.post, path + "/statusMessages", #"{"statusMessage": "First"}"#).status == 204)
        #expect(try await lawVu.call(.post, path + "/statusMessages", #"{"StatusMessage": "Second"}"#).status == 204)
        let listed = try await lawVu.call(.get, path + "/statusMessages").json
        #expect(listed["data"]?.array?.map { $0["message"] } == ["Second", "First"])
        #expect(listed["total"] == 2)
        let one = try await lawVu.call(.get, path + "/statusMessages?skip=1&take=1").json["data"]?.array
        #expect(one?.map { $0["message"] } == ["First"])
        #expect(try await lawVu.call(.get, path).json["lastStatusMessage"]?["message"] == "Second")
        for body in ["{}", #"{"statusMessage": ""}"#, #"{"statusMessage": 1}"#] {
            let refused = try await lawVu.call(.post, path + "/statusMessages", body)
            #expect(refused.status == 400)
            #expect(refused.json["errors"]?["StatusMessage"] != nil)
        }
    }

    @Test func `a tag is added once and removed once`() async throws {
        let path = "matter-apis/v1/matters/\(try await lawVu.newMatter())"
        let tag = try await lawVu.call(.post, path + "/tags", #"{"description": "board"}"#)
        #expect(tag.status == 201)
        let again = try await lawVu.call(.post, path + "/tags", #"{"description": "board"}"#)
        #expect(again.text == tag.text)
        #expect(try await lawVu.call(.get, path).json["tags"]?.array?.count == 1)
        #expect(try await lawVu.call(.delete, path + "/tags/\(tag.text)").status == 204)
        #expect(try await lawVu.call(.delete, path + "/tags/\(tag.text)").status == 404)
        #expect(try await lawVu.call(.get, path + "/tags").json == [])
    }

    @Test func `the people of a matter are listed and assigned`() async throws {
        let path = "matter-apis/v1/matters/\(try await lawVu.newMatter())/users"
        let colleague = LawVuSetUp.colleague.id
        let given = try await lawVu.call(.post, path, #"{"userId": "\#(colleague)", "target": "MatterManager"}"#)
        #expect(given.status == 200)
        let people = try await lawVu.call(.get, path).json["data"]?.array?.map { $0["userId"]?.string }
        #expect(people == [LawVuSetUp.counsel.id, colleague])
        for body in [#"{"userId": "x", "target": "MatterOwner"}"#, #"{"userId": "\#(colleague)", "target": "Matter"}"#]
        {
            #expect(try await lawVu.call(.post, path, body).status == 400)
        }
    }

    @Test func `the terms and key dates of a contract are changed`() async throws {
        let id = try await lawVu.newContract()
        let path = "contract-apis/v1/contracts/\(id)"
        let terms = #"""
            [{"op": "replace", "path": "/value", "value": 1200.5}, {"op": "replace", "path": "/expiryDate", "value": "2027-01-31"},
             {"op": "replace", "path": "/executedDate", "value": "2026-05-01"}, {"op": "replace", "path": "/matterId", "value": 96001}]
            """#
        #expect(try await lawVu.call(.patch, path, terms).status == 200)
        let contract = try await lawVu.call(.get, path).json
        #expect(contract["value"] == 1200.5)
        #expect(contract["executedDate"] == "2026-05-01")
        #expect(contract["matterId"] == 96001)
        #expect(try await lawVu.call(.get, "v2/contracts/\(id)").json["expiry"] == "2027-01-31T00:00:00")
        let date = try await lawVu.call(
            .post, path + "/keyDates", #"{"name": "Review", "date": "2026-09-01", "value": 3}"#)
        #expect(date.status == 201)
        let moved = try await lawVu.call(
            .patch, path + "/keyDates/\(date.text)", #"{"date": "2026-10-01", "value": null}"#)
        #expect(moved.status == 204)
        let keyDates = try await lawVu.call(.get, path + "/keyDates").json
        #expect(keyDates == [["id": date.json, "date": "2026-10-01", "name": "Review", "value": nil]])
        let wrong = try await lawVu.call(.post, path + "/keyDates", #"{"date": "soon"}"#)
        #expect(wrong.json["errors"]?.members?.entries.map(\.name) == ["Date", "Name"])
    }

    @Test(arguments: [
        ("take=2", 2, 6), ("skip=5&take=10", 1, 6),
        ("filtering.field=id&filtering.operator=lte&filtering.value=96002", 2, 2),
        ("filtering.field=matterNumber&filtering.value=LV0001-0003", 1, 1),
        ("filtering.field=name&filtering.operator=contains&filtering.value=zzzz", 0, 0),
        ("filtering.field=ownerId&filtering.operator=isnull", 0, 0),
    ])
    func `a list has a total`(_ query: String, _ count: Int, _ total: Int64) async throws {
        let answer = try await lawVu.call(.get, "matter-apis/v1/matters?" + query)
        #expect(answer.json["data"]?.array?.count == count)
        #expect(answer.json["total"] == .integer(total))
    }

    @Test(arguments: ["take=0", "take=201", "filtering.field=nothing", "filtering.field=id&filtering.operator=like"])
    func `an invalid list query is rejected`(_ query: String) async throws {
        #expect(try await lawVu.call(.get, "matter-apis/v1/matters?" + query).status == 400)
    }
}
