import HTTPTypes
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

@Suite struct `Files of the practice system` {
    let fixture: Fixture
    init() async throws { fixture = try await Fixture(matters: 2) }

    static func form(_ content: String, name: String = "a.txt", part: String = "file") -> String {
        "--b\r\nContent-Disposition: form-data; name=\"\(part)\"; filename=\"\(name)\"\r\n\r\n\(content)\r\n--b--\r\n"
    }

    func send(_ path: String, _ body: String) async throws -> Fixture.Answer {
        try await fixture.call(.post, "/actionstep/api/rest/" + path, body, type: "multipart/form-data; boundary=b")
    }

    func upload(_ parts: [String], name: String) async throws -> String {
        let first = try await send(
            "files?part_count=\(parts.count)&part_number=1", Self.form(parts[0], name: name))
        let id = try #require(first.json["files"]?["id"]?.string)
        for (place, part) in parts.enumerated().dropFirst() {
            let answer = try await send(
                "files/\(id)?part_count=\(parts.count)&part_number=\(place + 1)", Self.form(part, name: name))
            let isLast = place + 1 == parts.count
            #expect(answer.json["files"] == ["id": .string(id), "status": isLast ? "Uploaded" : "Uploading"])
        }
        return id
    }

    func document(_ file: String, _ method: HTTPRequest.Method = .post, _ path: String = "actiondocuments") async throws
        -> Fixture.Answer
    {
        try await fixture.rest(
            method, path + "?fields=:default,file,fileName",
            #"{"actiondocuments": {"name": "Signed authority", "file": "\#(file)", "links": {"action": 70001}}}"#)
    }

    func rows(_ table: String) async throws -> Int {
        try await fixture.store.read { try $0.row("SELECT count(*) FROM \(table)", [])?.int(0) ?? 0 }
    }

    @Test func `go up in parts, become a document, and come down as they went up`() async throws {
        let id = try await upload(["%PDF-one ", "two ", "three"], name: "authority.pdf")
        let made = try await document(id + ";signed-authority.pdf").json["actiondocuments"]
        #expect(made?["fileSize"] == 18)
        #expect(made?["extension"] == ".pdf")
        #expect(made?["fileType"] == "application/pdf")
        #expect(made?["status"] == "uploaded")
        let documentID = try #require(made?["id"]?.scalarText)
        let read = try await fixture.rest(.get, "actiondocuments/\(documentID)?fields=file,fileName").json
        #expect(read["actiondocuments"]?["fileName"] == .string("70001_\(documentID)_signed-authority.pdf"))
        let file = try #require(read["actiondocuments"]?["file"]?.string)
        #expect(file == "DL::Actions::70001::\(documentID)")
        for path in [file, file.percentEncoded, file.replacing(":", with: "%3A")] {
            let down = try await fixture.rest(.get, "files/\(path)?part_number=1")
            #expect(down.status == 200)
            #expect(down.text == "%PDF-one two three")
            #expect(down.headers[.contentType] == "application/octet-stream")
        }
        #expect(try await fixture.rest(.get, "files/\(file)?part_number=2").status == 404)
    }

    @Test func `take parts in any order, and the last of those that came twice`() async throws {
        let first = try await send("files?part_count=3&part_number=1", Self.form("a", name: "n.txt"))
        let id = try #require(first.json["files"]?["id"]?.string)
        for (number, text) in [(3, "c"), (2, "x"), (2, "b")] {
            let answer = try await send(
                "files/\(id)?part_count=3&part_number=\(number)", Self.form(text, name: "n.txt"))
            #expect(answer.status == 200)
        }
        let made = try await document(id)
        let documentID = try #require(made.json["actiondocuments"]?["id"]?.scalarText)
        #expect(try await fixture.rest(.get, "files/DL::Actions::70001::\(documentID)").text == "abc")
        #expect(try await rows("sandbox_upload_parts") == 3)
    }

    @Test func `are taken over once, and only when they are whole`() async throws {
        let id = try await upload(["one"], name: "a.txt")
        #expect(try await document(id + ";a.txt").status == 201)
        #expect(try await document(id + ";a.txt").status == 400)
        let half = try await send("files?part_count=2&part_number=1", Self.form("one"))
        let halfID = try #require(half.json["files"]?["id"]?.string)
        #expect(half.json["files"]?["status"] == "Uploading")
        #expect(try await document(halfID + ";a.txt").status == 400)
        #expect(try await document("nothing;a.txt").status == 400)
        #expect(try await send("files/\(id)?part_count=1&part_number=1", Self.form("two")).status == 404)
    }

    @Test(arguments: ["a.exe", "a.pdf", "a/b.txt", ""])
    func `cannot become what they were not sent as`(name: String) async throws {
        let id = try await upload(["plain text"], name: "a.txt")
        let answer = try await document(id + ";" + name)
        #expect(answer.status == (name.isEmpty ? 201 : 400))
    }

    @Test func `go with their document, and with another file in their place`() async throws {
        let made = try await document(try await upload(["one"], name: "a.txt")).json["actiondocuments"]
        let path = "actiondocuments/" + (made?["id"]?.scalarText ?? "")
        let same = try await document("DL::Actions::70001::" + (made?["id"]?.scalarText ?? ""), .put, path)
        #expect(same.json["actiondocuments"]?["fileSize"] == 3)
        let other = try await document(try await upload(["another"], name: "b.txt"), .put, path)
        #expect(other.json["actiondocuments"]?["fileSize"] == 7)
        #expect(try await rows("sandbox_upload_chunks") == 1)
        #expect(try await fixture.rest(.delete, path).status == 204)
        for table in ["sandbox_uploads", "sandbox_upload_parts", "sandbox_upload_chunks"] {
            #expect(try await rows(table) == 0)
        }
    }

    @Test(arguments: [
        ("files", form("x", name: "a.exe"), 400), ("files", form("x", name: "a.pdf"), 400),
        ("files", form("x", part: "document"), 400), ("files", form(""), 400), ("files", "--b--\r\n", 400),
        ("files", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\ncut off", 400),
        ("files", form("x") + "more", 400), ("files?part_count=0&part_number=1", form("x"), 400),
        ("files?part_count=2&part_number=2", form("x"), 400), ("files?part_count=2&part_number=3", form("x"), 400),
        ("files?part_count=1001&part_number=1", form("x"), 400), ("files?part_number=x", form("x"), 400),
        ("files/unknown?part_count=1&part_number=1", form("x"), 404),
    ])
    func `leave nothing behind when they are refused`(path: String, body: String, status: Int) async throws {
        let answer = try await send(path, body)
        #expect(answer.status == status)
        #expect(answer.json["errors"]?["detail"]?.string?.isEmpty == false)
        for table in ["sandbox_uploads", "sandbox_upload_parts", "sandbox_upload_chunks"] {
            #expect(try await rows(table) == 0)
        }
    }

    @Test(arguments: [(FileRules.partBytesMax, 200), (FileRules.partBytesMax + 1, 413)])
    func `have at most 5 MiB in a part`(size: Int, status: Int) async throws {
        let answer = try await send("files", Self.form(String(repeating: "x", count: size)))
        #expect(answer.status == status)
        #expect(try await rows("sandbox_upload_chunks") == (status == 200 ? 20 : 0))
    }

    @Test func `come down in parts of 5 MiB, however they went up`() async throws {
        let half = FileRules.partBytesMax / 2 + 1
        let texts = [String(repeating: "a", count: half), String(repeating: "b", count: half), "c"]
        let made = try await document(try await upload(texts, name: "long.txt")).json["actiondocuments"]
        #expect(made?["fileSize"] == .integer(Int64(2 * half + 1)))
        let file = "files/DL::Actions::70001::" + (made?["id"]?.scalarText ?? "")
        let first = try await fixture.rest(.get, file + "?part_number=1")
        #expect(first.text == texts[0] + texts[1].dropLast(2))
        #expect(try await fixture.rest(.get, file + "?part_number=2").text == "bbc")
        #expect(try await fixture.rest(.get, file + "?part_number=3").status == 404)
        #expect(try await fixture.rest(.get, file + "?part_number=0").status == 400)
        #expect(try await fixture.rest(.get, file + "?part_number=\(Int.max)").status == 404)
    }

    @Test(arguments: [
        "DL::Actions::70001::999999", "DL::Actions::70002::6", "CD::Actions::70001::6", "DL::Actions::70001", "x",
        "dl::Actions::70001::6",
    ])
    func `that are not there are not found`(file: String) async throws {
        #expect(try await fixture.rest(.get, "files/" + file).status == 404)
    }

    @Test func `of the world open: each has the bytes its record promises`() async throws {
        let documents = try await fixture.rest(.get, "actiondocuments?fields=:default,file&pageSize=200")
        let rows = try #require(documents.json["actiondocuments"]?.array)
        #expect(rows.count >= 4)
        for row in rows {
            let file = try #require(row["file"]?.string)
            let down = try await fixture.rest(.get, "files/" + file)
            #expect(down.headers[.contentLength] == row["fileSize"]?.scalarText)
            #expect(down.text.hasPrefix("%PDF-1.4"))
            #expect(down.text.contains("(\(row["name"]?.string ?? "-"))"))
        }
    }

    @Test func `are not behind a placeholder`() async throws {
        let made = try await fixture.rest(
            .post, "actiondocuments", #"{"actiondocuments": {"name": "To come", "links": {"action": 70001}}}"#)
        let id = try #require(made.json["actiondocuments"]?["id"]?.scalarText)
        #expect(try await fixture.rest(.get, "files/DL::Actions::70001::\(id)").status == 404)
    }

    @Test func `need a token and a method they take`() async throws {
        let anonymous = try await fixture.call(
            .get, "/actionstep/api/rest/files/DL::Actions::70001::6", headers: [.authorization: "Bearer no"])
        #expect(anonymous.status == 401)
        #expect(try await fixture.rest(.get, "files").status == 405)
        #expect(try await fixture.rest(.delete, "files/DL::Actions::70001::6").status == 405)
    }

    @Test(arguments: [(24 * 3_600, true), (24 * 3_600 + 1, false)])
    func `that nobody takes over are gone after a day`(seconds: Int64, isThere: Bool) async throws {
        let id = try await upload(["one"], name: "a.txt")
        let later = Uploads(store: fixture.store, clock: { Fixture.now + .seconds(seconds) }) { "later" }
        let expiry = Fixture.now + .seconds(seconds - FileRules.uploadHoursMax * 3_600)
        try await later.store.write { try FileTables.deleteExpired(before: expiry, in: $0) }
        let found = try await fixture.store.read { try FileTables.upload(id, in: $0) }
        #expect((found != nil) == isThere)
        #expect(try await rows("sandbox_upload_chunks") == (isThere ? 1 : 0))
    }
}
