import Foundation
import HTTPTypes
import Hummingbird
import LocalServer
import Logging
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

@Suite struct `A sandbox that is started` {
    /// Runs until it is ready, then stops.
    private func start(_ folder: String, _ store: any Store, port: Int) async throws -> SandboxApplication.Ready {
        let (stream, continuation) = AsyncStream.makeStream(
            of: SandboxApplication.Ready.self, bufferingPolicy: .bufferingNewest(1))
        let sandbox = try await SandboxApplication(
            .init(folder: folder, port: port, matters: 2, seed: 1), store: store, clock: { Fixture.now },
            schedule: ScheduleClock(base: { Fixture.now }), outbox: Fixture.outbox, sealer: Fixture.sealer,
            random: { count in (0..<count).map { _ in UInt8.random(in: 0...255) } }, logger: Logger(label: "test"),
            ready: { continuation.yield($0) })
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await sandbox.run() }
            defer { group.cancelAll() }
            var ready = stream.makeAsyncIterator()
            return try #require(await ready.next())
        }
    }

    @Test func `writes its ready file for its owner only, and goes on with its world the second time`() async throws {
        let folder = try TemporaryFolder("sandbox")
        defer { folder.remove() }
        let store = try SQLiteStore(path: folder.path + "/sandbox.db", ownership: .server) { 0 }
        let first = try await start(folder.path, store, port: 0)
        let written = try String(contentsOfFile: first.readyFile, encoding: .utf8)
        let mode = try FileManager.default.attributesOfItem(atPath: first.readyFile)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(first.port != 0)
        let second = try await start(folder.path, store, port: 0)
        #expect(second.port == first.port)
        #expect(try String(contentsOfFile: second.readyFile, encoding: .utf8) == written)
        #expect(try JSONReader.parse(written)["actionstep"]?["api_endpoint"]?.string == first.url + "/actionstep/api/")
    }

    @Test func `moves the time of the schedules and nothing else`() async throws {
        let fixture = try await Fixture(matters: 1)
        let moved = try await fixture.call(.post, "/control/clock", #"{"advance": 3600}"#)
        #expect(moved.json["now"] == "2026-05-04T00:30:00.000Z")
        #expect(fixture.schedule.now == Fixture.now + .seconds(3_600))
        let set = try await fixture.call(.post, "/control/clock", #"{"set": "2027-01-01T00:00:00Z"}"#)
        #expect(set.json["now"] == "2027-01-01T00:00:00.000Z")
        #expect(try await fixture.rest(.get, "actions").status == 200)
        #expect(try await fixture.call(.post, "/control/clock", "{}").status == 400)
        #expect(try await fixture.call(.get, "/control/world").json["actionstep"]?["actions"] == 1)
    }

    @Test(arguments: [
        (Int64.min, 400), (-ControlController.advanceSecondsMax - 1, 400), (-ControlController.advanceSecondsMax, 200),
        (ControlController.advanceSecondsMax, 200), (ControlController.advanceSecondsMax + 1, 400), (.max, 400),
    ])
    func `moves the time by so much at once, and says how much`(seconds: Int64, status: Int) async throws {
        let fixture = try await Fixture(matters: 1)
        let answer = try await fixture.call(.post, "/control/clock", "{\"advance\": \(seconds)}")
        #expect(answer.status == status)
        #expect(fixture.schedule.now == Fixture.now + .seconds(status == 200 ? seconds : 0))
        if status == 400 { #expect(answer.text.contains("\(ControlController.advanceSecondsMax)")) }
    }

    @Test func `answers its controls under local names only, and to no other page`() async throws {
        let fixture = try await Fixture(matters: 1)
        let site = try #require(HTTPField.Name("Sec-Fetch-Site"))
        let foreign = try await fixture.call(
            .post, "/control/clock", #"{"advance": 1}"#, headers: [site: "cross-site"])
        #expect(foreign.status == 403)
        let request = Request(
            head: .init(method: .get, scheme: "http", authority: "evil.example", path: "/control/clock"),
            body: .init(buffer: .init()))
        #expect(throws: RequestFailure.self) { try request.requireLocalName() }
    }

    @Test(arguments: [
        ("GET", "/control/nothing", 404), ("POST", "/control/clock", 400), ("POST", "/control/world", 400),
        ("PUT", "/control/faults", 400), ("DELETE", "/control/matters/1", 404),
    ])
    func `refuses in one sentence what a control cannot do`(_ method: String, _ path: String, _ status: Int)
        async throws
    {
        let fixture = try await Fixture(matters: 1)
        let answer = try await fixture.call(try #require(HTTPRequest.Method(method)), path, "[]")
        #expect(answer.status == status)
        if path != "/control/nothing" {
            #expect(answer.json.members?.entries.map(\.name) == ["error"])
            #expect(answer.json["error"]?.string?.isEmpty == false)
        }
    }

    @Test func `counts everything that a world is seeded with`() async throws {
        let fixture = try await Fixture(matters: 12)
        let counts = try await fixture.call(.get, "/control/world").json["actionstep"]
        for resource in Catalogue.all {
            let count = try #require(counts?[resource.name]?.integer, "\(resource.name)")
            let listed = try await fixture.rest(.get, resource.name + "?pageSize=1").json["meta"]?["paging"]?[
                resource.name]
            #expect(count == listed?["recordCount"]?.integer ?? 0, "\(resource.name)")
        }
        #expect(counts?["tasks"]?.integer ?? 0 > 0)
        #expect(counts?["resthooks"] == 0)
    }

    @Test(arguments: [
        "/", "/matters/70001", "/control/world", "/sandbox.css", "/actionstep/api/rest/actions/70001",
        "/actionstep/api/rest/actionchangestep/70001", "/actionstep/api/rest/files/DL::Actions::70001::6",
        "/actionstep/api/rest/nothing", "/matters/1", "/lawfficient", "/lawfficient/settings",
    ])
    func `answers HEAD as GET, without the body`(_ path: String) async throws {
        let fixture = try await Fixture(matters: 1)
        let (whole, head) = (try await fixture.call(.get, path), try await fixture.call(.head, path))
        #expect(head.status == whole.status)
        #expect(head.text.isEmpty)
        #expect(head.headers[.contentType] == whole.headers[.contentType])
    }

    @Test(arguments: [
        ("127.0.0.1", "evil.example", 403), ("127.0.0.1", "evil.example:9000", 403),
        ("127.0.0.1", "localhost:9000", 200),
        ("127.0.0.1", "127.0.0.1:9000", 200), ("::1", "[::1]:9000", 200), ("localhost", "evil.example", 403),
        ("0.0.0.0", "sandbox.internal:9000", 200), ("10.0.0.7", "10.0.0.7:9000", 200),
    ])
    func `shows its pages under names of this machine, unless it listens beyond it`(
        _ host: String, _ name: String, _ status: Int
    ) async throws {
        let responses = try PageResponses(PageTemplates(navigation: []))
        let pages = PageRequestGuard(responses: responses, isLocal: SandboxApplication.isLocal(host: host))
        let head = HTTPRequest(method: .get, scheme: "http", authority: name, path: "/")
        #expect(pages.failure(of: Request(head: head, body: .init(buffer: .init())))?.status ?? 200 == status)
    }

    @Test func `spends a refresh token once, with the client in the form or in the header`() async throws {
        let fixture = try await Fixture(matters: 1)
        let pair = try #require(try await fixture.sandbox.actionStep.tokens.current())
        let settings = try #require(try await fixture.store.read { try SandboxSettings.load(in: $0) })
        func refresh(_ form: String, _ headers: HTTPFields = [:]) async throws -> Fixture.Answer {
            try await fixture.call(
                .post, "/actionstep/api/oauth/token", "grant_type=refresh_token&" + form,
                type: "application/x-www-form-urlencoded", headers: headers)
        }
        let client = "&client_id=\(settings.clientID)&client_secret=\(settings.clientSecret)"
        #expect(try await refresh("refresh_token=\(pair.refresh)&client_id=x&client_secret=y").status == 401)
        let renewed = try await refresh("refresh_token=" + pair.refresh + client).json
        #expect(renewed["api_endpoint"]?.string?.hasSuffix("/api/") == true)
        let again = try await refresh("refresh_token=" + pair.refresh + client)
        #expect(again.status == 400)
        #expect(again.json["error"] == "invalid_grant")
        let basic = Data((settings.clientID + ":" + settings.clientSecret).utf8).base64EncodedString()
        let next = try #require(renewed["refresh_token"]?.string)
        let third = try await refresh("refresh_token=" + next, [.authorization: "Basic " + basic])
        #expect(third.status == 200)
        let access = try #require(third.json["access_token"]?.string)
        let read = try await fixture.call(
            .get, "/actionstep/api/rest/actions", headers: [.authorization: "Bearer " + access])
        #expect(read.status == 200)
    }
}
