import HTTPTypes
import Matters
import Storage
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `Leads over the interface of Lawfficient` {
    @Test func `are made at the first stage, in the shape that is published`() async throws {
        let desk = try await LawfficientFixture()
        let lead = try await desk.makeLead(more: #", "phone": "(555) 123-4567", "data": {"caseType": "Family"}"#)
        #expect(
            lead.members?.entries.map(\.name) == [
                "id", "first_name", "last_name", "email", "phone", "source", "status", "assignee_id", "archived",
                "created_at", "last_activity_at", "data",
            ])
        #expect(lead["email"] == "ada@example.com")
        #expect(lead["phone"] == "+15551234567")
        #expect(lead["status"] == ["key": "new", "name": "New"])
        #expect(lead["assignee_id"] == .null)
        #expect(lead["archived"] == false)
        #expect(lead["created_at"] == .string(Fixture.now.iso8601))
        #expect(lead["data"] == ["caseType": "Family"])
        let id = try #require(lead["id"]?.string)
        #expect(UUIDText.isUUID(id))
        let shown = try await desk.call(.get, "leads/" + id.uppercased())
        #expect(shown.json == lead)
    }

    @Test(arguments: [
        (#"{}"#, "first_name"),
        (#"{"first_name": "  ", "last_name": "L", "source": "s", "email": "a@b.c"}"#, "first_name"),
        (#"{"first_name": "A", "last_name": 7, "source": "s", "email": "a@b.c"}"#, "last_name"),
        (#"{"first_name": "A", "last_name": "L", "email": "a@b.c"}"#, "source"),
        (#"{"first_name": "A", "last_name": "L", "source": "s"}"#, "email or a phone"),
        (#"{"first_name": "A", "last_name": "L", "source": "s", "email": "a@b"}"#, "mail address"),
        (#"{"first_name": "A", "last_name": "L", "source": "s", "email": "a@b.c", "assignee_id": "x"}"#, "UUID"),
        (
            #"{"first_name": "A", "last_name": "L", "source": "s", "email": "a@b.c", "assignee_id": "a1b2c3d4-0000-4000-8000-000000000000"}"#,
            "member of this firm"
        ),
        (#"{"first_name": "A", "last_name": "L", "source": "s", "email": "a@b.c", "data": []}"#, "data"),
        (#"{"first_name": "A\u0000", "last_name": "L", "source": "s", "email": "a@b.c"}"#, "first_name"),
    ])
    func `are refused with the name of what is wrong, and nothing is kept`(_ body: String, _ named: String) async throws
    {
        let desk = try await LawfficientFixture()
        let answer = try await desk.call(.post, "leads", body)
        #expect(answer.status == 422)
        #expect(answer.json["error"]?["code"] == "invalid_request")
        #expect(answer.json["error"]?["message"]?.string?.contains(named) == true, "\(answer.text)")
        #expect(try await desk.store.read { try Leads.count(in: $0) } == 12)
    }

    @Test(arguments: [100, 101])
    func `have names of a hundred characters at most`(count: Int) async throws {
        let desk = try await LawfficientFixture(matters: 1)
        let answer = try await desk.call(
            .post, "leads", LawfficientFixture.lead(String(repeating: "ö", count: count)))
        #expect(answer.status == (count == 100 ? 201 : 422))
    }

    /// What a PATCH says, what the lead then shows there, and whether anything was done to it.
    @Test(
        arguments: [
            (#"{"first_name": "Grace"}"#, "first_name", JSONValue.string("Grace"), true),
            (#"{"email": ""}"#, "email", "ada@example.com", false),
            (#"{"email": "", "phone": "5551234567"}"#, "phone", "+15551234567", true),
            (#"{"status": "qualified"}"#, "status", ["key": "qualified", "name": "Qualified"], true),
            (#"{"status": "nowhere"}"#, "status", ["key": "new", "name": "New"], false),
            (#"{"data": {"city": "Albany"}}"#, "data", ["caseType": "Family", "city": "Albany"], true),
            (#"{"data": {"caseType": null}}"#, "data", ["caseType": nil], true),
            (#"{"first_name": "Ada", "status": "new", "data": {"caseType": "Family"}}"#, "first_name", "Ada", false),
            (#"{"unknown": 1}"#, "first_name", "Ada", false),
            (#"{}"#, "first_name", "Ada", false),
            (#"{"last_name": ""}"#, "last_name", "Lovelace", false),
        ] as [(String, String, JSONValue, Bool)])
    func `change where a PATCH says so`(_ body: String, _ member: String, _ value: JSONValue, _ isDone: Bool)
        async throws
    {
        let desk = try await LawfficientFixture(matters: 1)
        let lead = try await desk.makeLead(more: #", "data": {"caseType": "Family"}"#)
        let id = try #require(lead["id"]?.string)
        _ = try await desk.call(.patch, "leads/" + id, body)
        let shown = try await desk.call(.get, "leads/" + id).json
        #expect(shown[member] == value)
        if !isDone { #expect(shown == lead) }
    }

    @Test func `are assigned to somebody of the firm and to nobody again`() async throws {
        let desk = try await LawfficientFixture(matters: 1)
        let id = try #require(try await desk.makeLead()["id"]?.string)
        let attorney = try await desk.attorneys()[0]
        let assigned = try await desk.call(.patch, "leads/" + id, #"{"assignee_id": "\#(attorney)"}"#)
        #expect(assigned.json["assignee_id"] == .string(attorney))
        let freed = try await desk.call(.patch, "leads/" + id, #"{"assignee_id": null}"#)
        #expect(freed.json["assignee_id"] == .null)
    }

    @Test func `are archived and restored, twice as well as once`() async throws {
        let desk = try await LawfficientFixture(matters: 1)
        let id = try #require(try await desk.makeLead()["id"]?.string)
        for (deed, isArchived) in [("archive", true), ("archive", true), ("unarchive", false), ("unarchive", false)] {
            let answer = try await desk.call(.post, "leads/\(id)/\(deed)")
            #expect(answer.status == 200)
            #expect(answer.json["archived"] == .bool(isArchived))
        }
    }

    @Test(arguments: [
        ("status=new", "status"), ("source=zapier", "source"), ("q=ada", "first_name"), ("q=LOVELACE", "last_name"),
        ("q=ada+love", "first_name"), ("q=ada%40example", "email"), ("q=5551234567", "phone"),
    ])
    func `are found by each filter`(_ query: String, _ member: String) async throws {
        let desk = try await LawfficientFixture()
        let lead = try await desk.makeLead(more: #", "phone": "+1 555 123 4567""#)
        let found = try #require(try await desk.call(.get, "leads?limit=200&" + query).json["data"]?.array)
        #expect(found.first == lead)
        #expect(found.count < 13)
        if member == "status" { #expect(found.allSatisfy { $0["status"] == lead["status"] }) }
    }

    @Test(arguments: ["status=nothing", "source=%25", "assignee=x", "q=%25", "q=nobody+here", "q=_"])
    func `are not found by what fits none`(_ query: String) async throws {
        let answer = try await LawfficientFixture().call(.get, "leads?" + query)
        #expect(answer.status == 200)
        #expect(answer.json == ["data": [], "next_cursor": nil])
    }

    @Test func `are found by whom they are assigned to`() async throws {
        let desk = try await LawfficientFixture(matters: 40)
        let attorney = try await desk.attorneys()[0]
        let found = try await desk.call(.get, "leads?assignee=" + attorney).json["data"]?.array ?? []
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { $0["assignee_id"] == .string(attorney) })
    }

    @Test func `read as not there when they are another firm's`() async throws {
        let desk = try await LawfficientFixture(matters: 1)
        let id = try #require(try await desk.makeLead()["id"]?.string)
        _ = try await desk.store.write {
            try $0.run("UPDATE lawfficient_leads SET firm_id = 'other' WHERE id = $1", [.text(id)])
        }
        for (method, path) in [
            (HTTPRequest.Method.get, "leads/\(id)"), (.patch, "leads/\(id)"), (.post, "leads/\(id)/archive"),
            (.get, "leads/nothing"),
        ] {
            let answer = try await desk.call(method, path, method == .patch ? "{}" : nil)
            #expect(answer.status == 404)
            #expect(answer.json["error"]?["code"] == "not_found")
        }
    }
}
