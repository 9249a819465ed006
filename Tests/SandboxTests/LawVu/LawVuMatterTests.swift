import HTTPTypes
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `LawVu matters` {
    let lawVu: LawVuFixture
    init() async throws { lawVu = try await LawVuFixture() }

    @Test func `a matter has exactly the members that the vendor publishes`() async throws {
        let matter = try await lawVu.call(.get, "v2/matters/96001")
        #expect(matter.status == 200)
        #expect(
            matter.json.members?.entries.map(\.name) == [
                "id", "name", "displayId", "type", "owner", "manager", "externalId", "fields", "restricted", "status",
                "teamAssigned", "created",
            ])
        #expect(matter.json["displayId"] == "LV0001-0001")
        #expect(matter.json["created"]?["dateUtc"]?.string?.hasSuffix("Z") == true)
        let names = Set(matter.json["fields"]?.members?.entries.map(\.name) ?? [])
        #expect(names == Set(LawVuField.all.map(\.id)))
    }

    @Test func `a matter is created from a name and a type, and returned whole`() async throws {
        let made = try await lawVu.call(
            .post, "v2/matters", #"{"name": " NDA - Acme ", "typeId": 7492, "unknown": {"a": 1}}"#)
        #expect(made.status == 201)
        let id = try #require(made.json["id"]?.integer)
        #expect(made.headers[.location] == "/lawvu/v2/matters/\(id)")
        #expect(made.json["name"] == "NDA - Acme")
        #expect(made.json["type"] == ["id": 7492, "name": "NDA"])
        #expect(made.json["status"] == "Active")
        #expect(made.json["owner"]?["email"]?.string == LawVuSetUp.counsel.email)
        #expect(made.json["manager"] == ["user": nil, "intakeQueue": nil])
        let read = try await lawVu.call(.get, "v2/matters/\(id)")
        #expect(read.json == made.json)
    }

    static let patches: [(String, String, String)] = [
        (#"{"name": "B"}"#, "name", #""B""#),
        (#"{"status": "OnHold"}"#, "status", #""OnHold""#),
        (#"{"restricted": true}"#, "restricted", "true"),
        (#"{"type": {"id": 7497}}"#, "type", #"{"id":7497,"name":"Finance"}"#),
        (#"{"teamAssigned": {"id": 470}}"#, "teamAssigned", #"{"id":470,"name":"Legal - Property"}"#),
        (#"{"teamAssigned": null}"#, "teamAssigned", "null"),
        (#"{"externalId": "E 1"}"#, "externalId", #""E 1""#),
        (#"{"owner": null}"#, "owner", "null"),
        (
            #"{"manager": {"intakeQueue": {"organizationId": 8134}}}"#, "manager",
            #"{"user":null,"intakeQueue":{"organizationId":8134,"organizationName":"Riverstone Developments"}}"#
        ),
        (#"{"manager": null}"#, "manager", #"{"user":null,"intakeQueue":null}"#),
    ]

    @Test func `a merge patch changes a matter`() async throws {
        for (patch, member, value) in Self.patches {
            let id = try await lawVu.newMatter()
            let answer = try await lawVu.call(
                .patch, "v2/matters/\(id)", patch, type: "application/merge-patch+json")
            #expect(answer.status == 204)
            #expect(answer.text.isEmpty)
            #expect(try await lawVu.call(.get, "v2/matters/\(id)").json[member]?.encodedText == value)
        }
    }

    static let values: [(String, String, String)] = [
        ("property_address", #""1 New Road""#, #""1 New Road""#), ("budget", "24.5", "24.5"),
        ("board_approval", "true", "true"), ("settlement_date", #""2026-07-01""#, #""2026-07-01""#),
        ("risk_rating", #"{"value": "high"}"#, #"{"label":"High","value":"high"}"#),
        (
            "jurisdictions", #"[{"value": "nsw"}, {"value": "qld"}]"#,
            #"[{"label":"New South Wales","value":"nsw"},{"label":"Queensland","value":"qld"}]"#
        ),
        ("budget", "null", "null"),
    ]

    @Test func `custom fields of all types keep their values`() async throws {
        for (field, sent, shown) in Self.values {
            let id = try await lawVu.newMatter(more: #", "fields": {"budget": 1}"#)
            let answer = try await lawVu.call(.patch, "v2/matters/\(id)", #"{"fields": {"\#(field)": \#(sent)}}"#)
            #expect(answer.status == 204)
            #expect(try await lawVu.call(.get, "v2/matters/\(id)").json["fields"]?[field]?.encodedText == shown)
        }
    }

    static let wrongs: [(String, [String])] = [
        (#"{}"#, ["Name", "Type"]), (#"{"name": "", "typeId": 7492}"#, ["Name"]),
        (#"{"name": "A", "typeId": 1}"#, ["TypeId"]), (#"{"name": "A", "type": {"id": 1234}}"#, ["Type"]),
        (#"{"name": 1, "typeId": 7492, "restricted": "T"}"#, ["Name", "Restricted"]),
        (#"{"name": "A", "typeId": 7492, "status": "Closed"}"#, ["Status"]),
        (#"{"name": "A", "typeId": 7492, "owner": {"id": "nobody"}}"#, ["Owner"]),
        (#"{"name": "A", "typeId": 7492, "parentId": 1}"#, ["ParentId"]),
        (#"{"name": "A", "typeId": 7492, "manager": {"user": {"id": "a"}, "intakeQueue": {}}}"#, ["Manager"]),
        (
            #"{"name": "A", "typeId": 7492, "fields": {"nothing": 1, "budget": "2"}}"#,
            ["Fields.budget", "Fields.nothing"]
        ),
        (#"{"name": "A", "typeId": 7492, "fields": {"risk_rating": {"value": "none"}}}"#, ["Fields.risk_rating"]),
        (#"[]"#, ["Body"]), ("{", ["Body"]),
    ]

    @Test func `an invalid creation names all wrong members with hints and creates nothing`() async throws {
        for (body, named) in Self.wrongs {
            let before = try await lawVu.ids("v2/matters?$top=200").count
            let answer = try await lawVu.call(.post, "v2/matters", body)
            #expect(answer.status == 400)
            #expect(answer.headers[.contentType] == "application/problem+json")
            #expect(answer.json["type"] == "https://api-docs.lawvu.com/errors/invalid_request")
            #expect(answer.json["instance"] == "/matters")
            #expect(answer.json["operationId"]?.string?.count == 36)
            let errors = try #require(answer.json["errors"]?.members)
            #expect(errors.entries.map(\.name) == named)
            #expect(errors.entries.allSatisfy { ($0.value.array?.first?.string?.count ?? 0) > 5 })
            #expect(try await lawVu.ids("v2/matters?$top=200").count == before)
        }
    }

    @Test func `an external id is unique among matters`() async throws {
        let first = try await lawVu.newMatter(more: #", "externalId": "same""#)
        let second = try await lawVu.newMatter()
        let answer = try await lawVu.call(.patch, "v2/matters/\(second)", #"{"externalId": "same"}"#)
        #expect(answer.status == 409)
        #expect(answer.json["errors"]?["ExternalId"] == ["Is already in use"])
        let contract = try await lawVu.call(
            .post, "v2/contracts", #"{"name": "A", "typeId": 1234, "externalId": "same"}"#)
        #expect(contract.status == 201)
        #expect(try await lawVu.call(.patch, "v2/matters/\(first)", #"{"externalId": "same"}"#).status == 204)
    }

    @Test func `a restricted matter is not found by other users`() async throws {
        let id = try await lawVu.newMatter()
        let colleague = lawVu.colleagueToken
        #expect(try await lawVu.call(.get, "v2/matters/\(id)", as: colleague).status == 200)
        #expect(try await lawVu.call(.patch, "v2/matters/\(id)", #"{"restricted": true}"#).status == 204)
        let missing = try await lawVu.call(.get, "v2/matters/1", as: colleague)
        let closed = try await lawVu.call(.get, "v2/matters/\(id)", as: colleague)
        #expect(closed.status == 404)
        #expect(closed.json["detail"] == missing.json["detail"])
        #expect(try await lawVu.ids("v2/matters?$top=200", as: colleague).contains(id) == false)
        #expect(try await lawVu.call(.patch, "v2/matters/\(id)", #"{"name": "Mine"}"#, as: colleague).status == 404)
        #expect(try await lawVu.call(.get, "v2/matters/\(id)/files", as: colleague).status == 404)
        let managed = #"{"manager": {"user": {"id": "\#(LawVuSetUp.colleague.id)"}}}"#
        #expect(try await lawVu.call(.patch, "v2/matters/\(id)", managed).status == 204)
        #expect(try await lawVu.call(.get, "v2/matters/\(id)", as: colleague).status == 200)
        #expect(try await lawVu.ids("v2/matters?$top=200", as: colleague).contains(id))
    }

    static let addresses: [(String, String, Int)] = [
        ("GET", "v2/matters/x", 404), ("GET", "v2/nothing", 404), ("GET", "v2/matters/96001/x", 404),
        ("DELETE", "v2/matters/96001", 405), ("PUT", "v2/matters", 405), ("GET", "v2/matters/1", 404),
    ]

    @Test func `an unknown path or method gets a problem document`() async throws {
        for (method, path, status) in Self.addresses {
            let answer = try await lawVu.call(try #require(HTTPRequest.Method(method)), path)
            #expect(answer.status == status)
            #expect(answer.headers[.contentType] == "application/problem+json")
            #expect(answer.json["status"] == .integer(Int64(status)))
        }
    }

    static let headers: [String] = ["", "Bearer", "Bearer x", "Bearer a.b.c", "Basic abc"]

    @Test func `requests without a valid token are rejected`() async throws {
        for header in Self.headers {
            let answer = try await lawVu.sandbox.call(
                .get, "/lawvu/v2/matters", headers: [.authorization: header])
            #expect(answer.status == 401)
            #expect(answer.headers[.contentType] == "application/problem+json")
            #expect(answer.headers[.wwwAuthenticate] == "Bearer")
        }
    }

    @Test func `a body must be JSON and within the size limit`() async throws {
        let form = try await lawVu.call(.post, "v2/matters", "name=a", type: "application/x-www-form-urlencoded")
        #expect(form.status == 415)
        let large = #"{"name": "\#(String(repeating: "a", count: LawVuLimits.bodyBytesMax))"}"#
        #expect(try await lawVu.call(.post, "v2/matters", large).status == 413)
    }

    @Test func `injected faults are reported as the vendor's problem documents`() async throws {
        _ = try await lawVu.sandbox.call(.put, "/control/faults", #"{"api": {"rate_limit": 1}}"#)
        let answer = try await lawVu.call(.post, "v2/matters", #"{"name": "A", "typeId": 7492}"#)
        #expect(answer.status == 429)
        #expect(answer.headers[.retryAfter] == "1")
        #expect(answer.headers[.contentType] == "application/problem+json")
        _ = try await lawVu.sandbox.call(.delete, "/control/faults")
        #expect(try await lawVu.ids("v2/matters?$top=200").count == 12)
    }
}
