import HTTPTypes
import Storage
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

/// A sandbox with helpers for calls of the LawVu API.
struct LawVuFixture: Sendable {
    let sandbox: Fixture
    /// The token of the administrator.
    let token: String
    let colleagueToken: String

    init(matters: Int = 12) async throws {
        sandbox = try await Fixture(matters: matters)
        token = try await sandbox.sandbox.lawVu.tokens.permanentToken(for: LawVuSetUp.counsel)
        colleagueToken = try await sandbox.sandbox.lawVu.tokens.permanentToken(for: LawVuSetUp.colleague)
    }

    func call(
        _ method: HTTPRequest.Method = .get, _ path: String, _ body: String? = nil, as token: String? = nil,
        type: String = "application/json"
    ) async throws -> Fixture.Answer {
        try await sandbox.call(
            method, "/lawvu/" + path, body, type: type,
            headers: [.authorization: "Bearer " + (token ?? self.token)])
    }

    func upload(
        _ path: String, _ content: String, name: String = "a.txt", fields: [(String, String)] = []
    ) async throws -> Fixture.Answer {
        let others = fields.map { "--b\r\nContent-Disposition: form-data; name=\"\($0)\"\r\n\r\n\($1)\r\n" }.joined()
        let file = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n\r\n\(content)\r\n"
        return try await call(.post, path, others + file + "--b--\r\n", type: "multipart/form-data; boundary=b")
    }

    /// The ids of a list, in its order.
    func ids(_ path: String, as token: String? = nil) async throws -> [Int64] {
        try await call(.get, path, as: token).json["items"]?.array?.compactMap { $0["id"]?.integer } ?? []
    }

    func newMatter(_ name: String = "Lease - Shop 1", more: String = "") async throws -> Int64 {
        let made = try await call(.post, "v2/matters", #"{"name": "\#(name)", "typeId": 7495\#(more)}"#)
        return try #require(made.json["id"]?.integer)
    }

    func newContract(_ name: String = "Lease - Shop 1", more: String = "") async throws -> Int64 {
        let made = try await call(.post, "v2/contracts", #"{"name": "\#(name)", "type": {"id": 1236}\#(more)}"#)
        return try #require(made.json["id"]?.integer)
    }
}
