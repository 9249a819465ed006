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

@Suite struct `Lawfficient leads` {
    @Test func `a lead is created at the first stage and has the published members`() async throws {
        let lawfficient = try await LawfficientFixture()
        let lead = try await lawfficient.makeLead(more: #", "phone": "(555) 123-4567", "data": {"caseType": "Family"}"#)
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
        let shown = try await lawfficient.call(.get, "leads/" + id.uppercased())
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
    func `an invalid lead is rejected with the name of the wrong member, and nothing is stored`(
        _ body: String, _ named: String
    ) async throws {
        let lawfficient = try await LawfficientFixture()
        let answer = try await lawfficient.call(.post, "leads", body)
        #expect(answer.status == 422)
        #expect(answer.json["error"]?["code"] == "invalid_request")
        #expect(answer.json["error"]?["message"]?.string?.contains(named) == true, "\(answer.text)")
        #expect(try await lawfficient.store.read { try Leads.count(in: $0) } == 12)
    }

    @Test(arguments: [100, 101])
    func `names have at most a hundred characters`(count: Int) async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let answer = try await lawfficient.call(
            .post, "leads", LawfficientFixture.lead(String(repeating: "ö", count: count)))
        #expect(answer.status == (count == 100 ? 201 : 422))
    }

    /// The body of a PATCH, a member with its value afterwards, and whether the lead changed.
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
    func `a PATCH changes the named members only`(_ body: String, _ member: String, _ value: JSONValue, _ isDone: Bool)
        async throws
    {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let lead = try await lawfficient.makeLead(more: #", "data": {"caseType": "Family"}"#)
        let id = try #require(lead["id"]?.string)
        _ = try await lawfficient.call(.patch, "leads/" + id, body)
        let shown = try await lawfficient.call(.get, "leads/" + id).json
        #expect(shown[member] == value)
        if !isDone { #expect(shown == lead) }
    }

    @Test func `a lead is assigned and unassigned`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let id = try #require(try await lawfficient.makeLead()["id"]?.string)
        let attorney = try await lawfficient.attorneys()[0]
        let assigned = try await lawfficient.call(.patch, "leads/" + id, #"{"assignee_id": "\#(attorney)"}"#)
        #expect(assigned.json["assignee_id"] == .string(attorney))
        let freed = try await lawfficient.call(.patch, "leads/" + id, #"{"assignee_id": null}"#)
        #expect(freed.json["assignee_id"] == .null)
    }

    @Test func `archiving and restoring are idempotent`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let id = try #require(try await lawfficient.makeLead()["id"]?.string)
        for (operation, isArchived) in [
            ("archive", true), ("archive", true), ("unarchive", false), ("unarchive", false),
        ] {
            let answer = try await lawfficient.call(.post, "leads/\(id)/\(operation)")
            #expect(answer.status == 200)
            #expect(answer.json["archived"] == .bool(isArchived))
        }
    }

    @Test(arguments: [
        ("status=new", "status"), ("source=zapier", "source"), ("q=ada", "first_name"), ("q=LOVELACE", "last_name"),
        ("q=ada+love", "first_name"), ("q=ada%40example", "email"), ("q=5551234567", "phone"),
    ])
    func `each filter finds the lead`(_ query: String, _ member: String) async throws {
        let lawfficient = try await LawfficientFixture()
        let lead = try await lawfficient.makeLead(more: #", "phone": "+1 555 123 4567""#)
        let found = try #require(try await lawfficient.call(.get, "leads?limit=200&" + query).json["data"]?.array)
        #expect(found.first == lead)
        #expect(found.count < 13)
        if member == "status" { #expect(found.allSatisfy { $0["status"] == lead["status"] }) }
    }

    @Test(arguments: ["status=nothing", "source=%25", "assignee=x", "q=%25", "q=nobody+here", "q=_"])
    func `a filter without a match returns an empty list`(_ query: String) async throws {
        let answer = try await LawfficientFixture().call(.get, "leads?" + query)
        #expect(answer.status == 200)
        #expect(answer.json == ["data": [], "next_cursor": nil])
    }

    @Test func `leads are filtered by assignee`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 40)
        let attorney = try await lawfficient.attorneys()[0]
        let found = try await lawfficient.call(.get, "leads?assignee=" + attorney).json["data"]?.array ?? []
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { $0["assignee_id"] == .string(attorney) })
    }

    @Test func `a lead of another firm is not found`() async throws {
        let lawfficient = try await LawfficientFixture(matters: 1)
        let id = try #require(try await lawfficient.makeLead()["id"]?.string)
        _ = try await lawfficient.store.write {
            try $0.run("UPDATE lawfficient_leads SET firm_id = 'other' WHERE id = $1", [.text(id)])
        }
        for (method, path) in [
            (HTTPRequest.Method.get, "leads/\(id)"), (.patch, "leads/\(id)"), (.post, "leads/\(id)/archive"),
            (.get, "leads/nothing"),
        ] {
            let answer = try await lawfficient.call(method, path, method == .patch ? "{}" : nil)
            #expect(answer.status == 404)
            #expect(answer.json["error"]?["code"] == "not_found")
        }
    }
}
