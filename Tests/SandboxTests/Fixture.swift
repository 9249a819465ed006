import Delivery
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LocalServer
import Logging
import Matters
import NIOCore
import Records
import Storage
import StorageSQLite
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

/// The worlds that tests begin with, each made once and copied for every test that asks for it: making one takes longer
/// than most tests.
private actor SeededWorlds {
    private struct Key: Hashable {
        let matters: Int
        let seed: UInt64
    }

    static let shared = SeededWorlds()
    private var worlds: [Key: Task<TemporaryFolder, any Error>] = [:]

    func file(matters: Int, seed: UInt64) async throws -> String {
        let key = Key(matters: matters, seed: seed)
        let task = worlds[key] ?? Task { try await Self.make(key) }
        worlds[key] = task
        return try await task.value.path + "/sandbox.db"
    }

    private static func make(_ key: Key) async throws -> TemporaryFolder {
        let folder = try TemporaryFolder("world")
        let store = try SQLiteStore(path: folder.path + "/sandbox.db", ownership: .server) { 0 }
        _ = try await Fixture.sandbox(
            folder.path, store, schedule: ScheduleClock(base: { Fixture.now }), matters: key.matters, seed: key.seed)
        await store.close()
        return folder
    }
}

/// A whole sandbox on a database of its own, at a fixed time.
struct Fixture: Sendable {
    static let now = Instant(iso8601: "2026-05-04T09:30:00+10:00") ?? .distantPast

    static let outbox = Outbox(firmID: SandboxFirm.id, newMessageID: Secret.uuid)
    static let sealer = Sealer(key: Secret.bytes(Sealer.keyBytes))

    let store: SQLiteStore
    let sandbox: SandboxApplication
    let token: String
    let schedule: ScheduleClock
    private let responder: RouterResponder<SandboxContext>
    private let folder: TemporaryFolder

    init(matters: Int = 12, seed: UInt64 = 7, pauses: any Clock<Duration> = ContinuousClock()) async throws {
        let folder = try TemporaryFolder("sandbox")
        let world = try await SeededWorlds.shared.file(matters: matters, seed: seed)
        try FileManager.default.copyItem(atPath: world, toPath: folder.path + "/sandbox.db")
        let store = try SQLiteStore(path: folder.path + "/sandbox.db", ownership: .server) { 0 }
        try await self.init(opening: store, in: folder, matters: matters, seed: seed, pauses: pauses)
    }

    init(
        opening store: SQLiteStore, in folder: TemporaryFolder, matters: Int = 12, seed: UInt64 = 7,
        pauses: any Clock<Duration> = ContinuousClock()
    ) async throws {
        self.store = store
        schedule = ScheduleClock(base: { Self.now })
        sandbox = try await Self.sandbox(
            folder.path, store, schedule: schedule, matters: matters, seed: seed, pauses: pauses)
        responder = try sandbox.router().buildResponder()
        token = try #require(try await sandbox.actionStep.tokens.current()).access
        self.folder = folder
    }

    static func sandbox(
        _ folder: String, _ store: SQLiteStore, schedule: ScheduleClock, matters: Int, seed: UInt64,
        pauses: any Clock<Duration> = ContinuousClock()
    ) async throws -> SandboxApplication {
        try await SandboxApplication(
            .init(folder: folder, port: 0, matters: matters, seed: seed), store: store, clock: { now },
            schedule: schedule, outbox: outbox, sealer: sealer,
            random: { count in (0..<count).map { _ in UInt8.random(in: 0...255) } },
            pauses: pauses, logger: Logger(label: "test"), ready: { _ in })
    }

    /// An answer with its body already read as JSON; `json` is null for none.
    struct Answer: Sendable {
        let status: Int
        let headers: HTTPFields
        let text: String
        let json: JSONValue
    }

    func call(
        _ method: HTTPRequest.Method = .get, _ path: String, _ body: String? = nil,
        type: String = "application/vnd.api+json", headers extra: HTTPFields = [:]
    ) async throws -> Answer {
        var headers = extra
        if headers[.authorization] == nil { headers[.authorization] = "Bearer " + token }
        if body != nil { headers[.contentType] = type }
        let sent = headers
        let application = Application(responder: responder)
        return try await application.test(.router) { client in
            try await client.execute(
                uri: path, method: method, headers: sent, body: body.map { ByteBuffer(string: $0) }
            ) { response in
                let bytes = Array(response.body.readableBytesView)
                return Answer(
                    status: response.status.code, headers: response.headers,
                    text: String(decoding: bytes, as: UTF8.self), json: (try? JSONReader.parse(bytes)) ?? .null)
            }
        }
    }

    func rest(_ method: HTTPRequest.Method = .get, _ path: String, _ body: String? = nil) async throws -> Answer {
        try await call(method, "/actionstep/api/rest/" + path, body)
    }

    /// Sends a form of the page.
    func submit(_ path: String, _ form: String, headers: HTTPFields = [:]) async throws -> Answer {
        try await call(.post, path, form, type: "application/x-www-form-urlencoded", headers: headers)
    }

    func hook(_ event: String) async throws -> Int64 {
        let answer = try await rest(
            .post, "resthooks",
            #"{"resthooks": {"eventName": "\#(event)", "targetUrl": "http://127.0.0.1:1/in"}}"#)
        return try #require(answer.json["resthooks"]?["id"]?.scalarText.flatMap { Int64($0) })
    }

    func waiting(_ hook: Int64) async throws -> Int {
        try await store.read { reading in
            try [DeliveryState.waiting, .queued].map {
                try Deliveries.count($0, of: hook, firmID: SandboxFirm.id, in: reading)
            }.reduce(0, +)
        }
    }

    /// What the hook was told, oldest first.
    func bodies(_ hook: Int64) async throws -> [JSONValue] {
        let rows = try await store.read { reading in
            try reading.rows(
                "SELECT body FROM deliveries WHERE firm_id = $1 AND subscription_id = $2 ORDER BY delivery_id",
                [.text(SandboxFirm.id), .integer(hook)])
        }
        return try rows.map { try JSONReader.parse($0.blob(0)) }
    }
}
