import HTTPTypes
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `LawVu files` {
    let lawVu: LawVuFixture
    init() async throws { lawVu = try await LawVuFixture(matters: 6) }

    @Test func `a file is uploaded to a matter, described, listed and downloaded unchanged`() async throws {
        let matter = try await lawVu.newMatter()
        let made = try await lawVu.upload(
            "v2/files", "the content", name: "Plan, signed.txt",
            fields: [("targetResourceType", "Matter"), ("targetResourceId", String(matter))])
        #expect(made.status == 201)
        let id = try #require(made.json["id"]?.integer)
        #expect(made.headers[.location] == "/lawvu/v2/files/\(id)")
        let file = try await lawVu.call(.get, "v2/files/\(id)").json
        #expect(file["name"] == "Plan, signed.txt")
        #expect(file["size"] == 11)
        #expect(file["version"] == 1)
        #expect(file["type"] == "File")
        #expect(file["resource"] == ["id": .integer(matter), "type": "Matter"])
        let content = try await lawVu.call(.get, "v2/files/\(id)/content")
        #expect(content.text == "the content")
        #expect(content.headers[.contentType] == "text/plain")
        #expect(content.headers[.contentDisposition] == "attachment; filename*=UTF-8''Plan%2C%20signed.txt")
        let listed = try await lawVu.call(.get, "v2/matters/\(matter)/files").json["items"]
        #expect(listed == [file])
        let other = try await lawVu.upload("v2/matters/\(matter)/files", "more", name: "b.txt")
        #expect(other.status == 201)
        #expect(try await lawVu.call(.get, "v2/matters/\(matter)/files").json["items"]?.array?.count == 2)
        #expect(try await lawVu.call(.get, "v2/matters/\(matter)/files/\(id)").json == file)
        #expect(try await lawVu.call(.get, "v2/matters/96001/files/\(id)").status == 404)
    }

    @Test func `a file gets new versions and a new name`() async throws {
        let path = "matter-apis/v1/matters/\(try await lawVu.newMatter())/files"
        let id = try await lawVu.upload(path, "one").text
        #expect(try await lawVu.upload("v2/files/\(id)", "second").json["id"]?.scalarText == id)
        #expect(try await lawVu.upload(path + "?parentFileId=\(id)", "third one").text == id)
        #expect(try await lawVu.call(.get, "v2/files/\(id)/content").text == "third one")
        #expect(try await lawVu.call(.patch, "v2/files/\(id)", #"{"name": "b.txt"}"#).status == 204)
        let file = try await lawVu.call(.get, "v2/files/\(id)").json
        #expect(file["version"] == 3)
        #expect(file["size"] == 9)
        #expect(file["name"] == "b.txt")
    }

    @Test func `two files of one matter cannot have the same name`() async throws {
        let path = "matter-apis/v1/matters/\(try await lawVu.newMatter())/files"
        let first = try await lawVu.upload(path, "one").text
        let same = try await lawVu.upload(path, "two")
        #expect(same.status == 409)
        #expect(same.json["errors"]?["Name"] != nil)
        let other = try await lawVu.upload(path, "two", name: "b.txt").text
        #expect(try await lawVu.call(.patch, "v2/files/\(other)", #"{"name": "a.txt"}"#).status == 409)
        #expect(try await lawVu.call(.patch, "v2/files/\(first)", #"{"name": "a.txt"}"#).status == 204)
    }

    @Test func `a file uploaded for a contract becomes the document of that contract only`() async throws {
        let text = try await lawVu.upload("v2/files", "whereas", fields: [("targetResourceType", "ContractCreation")])
        let id = try #require(text.json["id"]?.integer)
        #expect(try await lawVu.call(.get, "v2/files/\(id)", as: lawVu.colleagueToken).status == 404)
        let contract = try await lawVu.newContract(more: #", "document": {"id": \#(id)}"#)
        let shown = try await lawVu.call(.get, "v2/contracts/\(contract)").json
        #expect(shown["document"] == ["id": .integer(id), "name": "a.txt", "version": 1])
        #expect(try await lawVu.call(.get, "v2/files/\(id)").json["type"] == "ContractDocument")
        #expect(try await lawVu.call(.get, "v2/contracts/\(contract)/files").json["items"] == [])
        let taken = try await lawVu.call(
            .post, "v2/contracts", #"{"name": "A", "typeId": 1234, "document": {"id": \#(id)}}"#)
        #expect(taken.json["errors"]?["Document"] != nil)
    }

    @Test func `a seeded file is a PDF of the size in its record`() async throws {
        let contract = try await lawVu.call(.get, "v2/contracts/53001").json
        let id = try #require(contract["document"]?["id"]?.integer)
        let size = try await lawVu.call(.get, "v2/files/\(id)").json["size"]?.integer
        let content = try await lawVu.call(.get, "v2/files/\(id)/content")
        #expect(content.headers[.contentType] == "application/pdf")
        #expect(content.headers[.contentLength] == size.map { String($0) })
        #expect(content.text.hasPrefix("%PDF-1.4"))
    }

    @Test(arguments: [
        ([("targetResourceType", "Matter")], "a.txt", "TargetResourceId"), ([], "a.txt", "TargetResourceType"),
        ([("targetResourceType", "Folder"), ("targetResourceId", "1")], "a.txt", "TargetResourceType"),
        ([("targetResourceType", "Matter"), ("targetResourceId", "96001")], "a.exe", "File"),
        ([("targetResourceType", "Matter"), ("targetResourceId", "96001")], "a.pdf", "File"),
        ([("targetResourceType", "Matter"), ("targetResourceId", "96001")], "", "File"),
    ])
    func `an invalid upload is rejected with the name of the wrong member`(
        _ fields: [(String, String)], _ name: String, _ named: String
    ) async throws {
        let answer = try await lawVu.upload("v2/files", "content", name: name, fields: fields)
        #expect(answer.status == 400)
        #expect(answer.json["errors"]?[named] != nil, "\(answer.text)")
    }

    @Test func `an upload needs an existing target and a multipart form`() async throws {
        let gone = try await lawVu.upload(
            "v2/files", "x", fields: [("targetResourceType", "Matter"), ("targetResourceId", "1")])
        #expect(gone.status == 404)
        #expect(try await lawVu.upload("v2/files/999999", "x").status == 404)
        #expect(try await lawVu.call(.post, "v2/files", #"{"name": "Folder"}"#).status == 415)
        let id = try await lawVu.upload("matter-apis/v1/matters/96001/files", "x", name: "z.txt").text
        #expect(try await lawVu.call(.patch, "v2/files/\(id)", #"{"folder": {"id": 1}}"#).status == 400)
        #expect(try await lawVu.call(.patch, "v2/files/\(id)", #"{"name": "a/b"}"#).status == 400)
    }
}
