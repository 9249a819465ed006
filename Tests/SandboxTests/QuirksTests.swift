import FoundationEssentials
import HTTPTypes
import Storage
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `The shapes of the interface` {
    @Test func `one row is an object, several are an array, none is 204 without a body`() async throws {
        let fixture = try await Fixture()
        let one = try await fixture.rest(.get, "actions?pageSize=1")
        #expect(one.json["actions"]?.members != nil)
        let several = try await fixture.rest(.get, "actions?pageSize=2")
        #expect(several.json["actions"]?.array?.count == 2)
        let none = try await fixture.rest(.get, "actions?name=nothing")
        #expect(none.status == 204)
        #expect(none.text.isEmpty)
    }

    @Test func `root ids are numbers, link ids text, flags letters, days bare, times in the zone of the firm`()
        async throws
    {
        let fixture = try await Fixture()
        let matter = try #require(try await fixture.rest(.get, "actions/70001").json["actions"])
        #expect(matter["id"] == 70_001)
        #expect(matter["links"]?["actionType"] == "33")
        #expect(matter["isDeleted"] == "F")
        #expect(matter["createdTimestamp"]?.string?.count == 10)
        #expect(matter["modifiedTimestamp"]?.string?.hasSuffix("+10:00") == true)
        #expect(matter["links"]?["primaryParticipants"]?.array?.first?.string != nil)
    }

    @Test func `the hosts of links come out doubled`() async throws {
        let fixture = try await Fixture()
        let links = try await fixture.rest(.get, "actions/70001").json["links"]
        let href = try #require(links?["actions.step"]?["href"]?.string)
        #expect(href.hasSuffix("/actionstep/api/rest/steps/{actions.step}"))
        #expect(href.components(separatedBy: "localhost").count == 3)
    }

    @Test(arguments: [
        ("actions?actionType=33", 6), ("actions?action_type=33", nil), ("actions?name_ilike=*riverstone*", 3),
        ("actions?id=70001,70003", 2), ("actions?id_gt=70003&id_lteq=70006", 3), ("actions?id_nteq=70001", 11),
        ("actions?modifiedTimestamp_gteq=2000-01-01T00:00:00", 12),
        ("actions?modifiedTimestamp_gt=2100-01-01T00:00:00", 0), ("actions?actionType[name_ilike]=*sale*", 6),
        ("datacollectionrecordvalues?action=70001&dataCollection[multipleRecords_eq]=F", 11),
        ("datacollections?actionType=33&multipleRecords=T", 3), ("actionparticipants?action[actionType]=12", 0),
        ("filenotes?action=70001&source_nteq=System", nil), ("participants?email=kim.hunt@mailbox.example", 1),
        ("actions?modifiedTimestamp_gt=soon", nil), ("steps?actionType=33&pageSize=200", 10),
    ])
    func `filters find`(_ query: String, _ count: Int?) async throws {
        let fixture = try await Fixture()
        let answer = try await fixture.rest(.get, query)
        let resource = query.prefix { $0 != "?" }
        let rows = answer.json["meta"]?["paging"]?[String(resource)]?["recordCount"]?.integer
        if let count { #expect(count == 0 ? answer.status == 204 : rows == Int64(count), "\(answer.text.prefix(300))") }
        if count == nil, !query.hasPrefix("filenotes") { #expect(answer.status == 400) }
    }

    @Test func `lists of any length make few statements, and ask for what they name only`() throws {
        var statements: Set<String> = []
        for count in 1...RESTLimits.listedIDsMax {
            var conditions = Conditions()
            let ids = (1...count).map(String.init).joined(separator: ",")
            try Filter(name: "id", text: ids).apply(to: Catalogue.actions, in: &conditions)
            statements.insert(conditions.sql)
            #expect(Set(conditions.values) == Set((1...count).map { SQLValue($0) }))
        }
        #expect(statements.count == 11)
    }

    @Test(arguments: [(1, 199, 199, 2), (2, 199, 1, 2), (1, 200, 200, 1), (2, 200, 0, 1), (1, 201, 200, 1)])
    func `pages end where they should`(_ page: Int, _ size: Int, _ rows: Int, _ pages: Int) async throws {
        let fixture = try await Fixture(matters: 200)
        let answer = try await fixture.rest(.get, "actions?pageSize=\(size)&page=\(page)&fields=id")
        let content = answer.json["actions"]
        let found = content?.array?.count ?? (content?.members == nil ? 0 : 1)
        #expect(found == rows)
        #expect(rows == 0 || answer.json["meta"]?["paging"]?["actions"]?["pageCount"]?.integer == Int64(pages))
    }

    @Test func `included records stand under linked, chained ones too, and fields select`() async throws {
        let fixture = try await Fixture()
        let answer = try await fixture.rest(
            .get, "actionparticipants?action=70001&include=participant,action.step&fields[participants]=id,email")
        let people = try #require(answer.json["linked"]?["participants"]?.array)
        #expect(people.allSatisfy { $0.members?.entries.map(\.name) == ["id", "email"] })
        #expect(answer.json["linked"]?["steps"]?.array?.count == 1)
        #expect(answer.json["linked"]?["actions"]?.array?.count == 1)
    }

    @Test(arguments: Catalogue.all.map(\.name))
    func `every resource can be listed and read one by one`(_ name: String) async throws {
        let fixture = try await Fixture()
        let list = try await fixture.rest(.get, name + "?pageSize=2")
        #expect(list.status == 200)
        let first = try #require(list.json[name]?[0] ?? list.json[name])
        let one = try await fixture.rest(.get, name + "/" + (first["id"]?.scalarText ?? ""))
        #expect(one.json[name] == first)
    }

    @Test func `sorting turns round`() async throws {
        let fixture = try await Fixture()
        let answer = try await fixture.rest(.get, "actions?sort=-id&fields=id")
        #expect(answer.json["actions"]?[0]?["id"] == 70_012)
    }

    @Test func `the current user is the one of the token`() async throws {
        let fixture = try await Fixture()
        let answer = try await fixture.rest(.get, "users/current?include=participant")
        #expect(answer.json["users"]?["isCurrent"] == "T")
        #expect(answer.json["linked"]?["participants"]?[0]?["lastName"] == "Ng")
    }
}

@Suite struct `What the interface refuses` {
    @Test(
        arguments: [
            (HTTPRequest.Method.get, "actions/1", nil, 404), (.get, "nonsense", nil, 404),
            (.delete, "actions/70001", nil, 405),
            (.patch, "actions/70001", nil, 405), (.post, "filenotes", "{", 400), (.post, "filenotes", "{}", 400),
            (.post, "filenotes", #"{"filenotes": {"text": "x", "links": {"action": 1}}}"#, 400),
            (.post, "resthooks", #"{"resthooks": {"eventName": "Nope", "targetUrl": "http://127.0.0.1/"}}"#, 400),
            (.post, "resthooks", #"{"resthooks": {"eventName": "StepChanged", "targetUrl": "ftp://x/"}}"#, 400),
            (.get, "actions?include=nothing", nil, 400),
            (
                .post, "actionchangestep",
                #"{"actionchangestep": {"links": {"action": "70001", "step": "34--2", "node": "952"}}}"#, 400
            ),
        ] as [(HTTPRequest.Method, String, String?, Int)])
    func `with the vendor's envelope`(_ method: HTTPRequest.Method, _ path: String, _ body: String?, _ status: Int)
        async throws
    {
        let fixture = try await Fixture(matters: 2)
        let answer = try await fixture.rest(method, path, body)
        #expect(answer.status == status)
        #expect(answer.json["errors"]?["status"]?.integer == Int64(status))
    }

    @Test func `no token, a wrong one, and a body of another type`() async throws {
        let fixture = try await Fixture(matters: 1)
        let path = "/actionstep/api/rest/filenotes"
        #expect(try await fixture.call(.get, path, headers: [.authorization: ""]).status == 401)
        #expect(try await fixture.call(.get, path, headers: [.authorization: "Bearer no"]).status == 401)
        #expect(try await fixture.call(.post, path, "a=b", type: "text/plain").status == 415)
        let large = #"{"filenotes": {"text": ""# + String(repeating: "x", count: 1 << 20) + #""}}"#
        #expect(try await fixture.call(.post, path, large).status == 413)
    }
}
