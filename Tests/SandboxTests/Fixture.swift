import Delivery
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

/// A whole sandbox on a database of its own, at a fixed time.
struct Fixture: Sendable {
    static let now = Instant(iso8601: "2026-05-04T09:30:00+10:00") ?? .distantPast

    static let outbox = Outbox(firmID: World.firmID, newMessageID: Secret.uuid)
    static let sealer = Sealer(key: Secret.bytes(Sealer.keyBytes))

    let store: SQLiteStore
    let sandbox: SandboxApplication
    let token: String
    let schedule: ScheduleClock
    private let folder: TemporaryFolder

    init(matters: Int = 12, seed: UInt64 = 7, pauses: any Clock<Duration> = ContinuousClock()) async throws {
        let folder = try TemporaryFolder("sandbox")
        let store = try SQLiteStore(path: folder.path + "/sandbox.db", ownership: .server) { 0 }
        schedule = ScheduleClock(base: { Self.now })
        sandbox = try await SandboxApplication(
            .init(folder: folder.path, port: 0, matters: matters, seed: seed), store: store, clock: { Self.now },
            schedule: schedule, outbox: Self.outbox, sealer: Self.sealer,
            random: { count in (0..<count).map { _ in UInt8.random(in: 0...255) } },
            pauses: pauses, logger: Logger(label: "test"), ready: { _ in })
        token = try #require(try await sandbox.tokens.current()).access
        (self.store, self.folder) = (store, folder)
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
        let application = Application(router: try sandbox.router())
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
            try [Deliveries.State.waiting, .queued].map {
                try Deliveries.count($0, of: hook, firmID: World.firmID, in: reading)
            }.reduce(0, +)
        }
    }

    /// What the hook was told, oldest first.
    func bodies(_ hook: Int64) async throws -> [JSONValue] {
        let rows = try await store.read { reading in
            try reading.rows(
                "SELECT body FROM deliveries WHERE firm_id = $1 AND subscription_id = $2 ORDER BY delivery_id",
                [.text(World.firmID), .integer(hook)])
        }
        return try rows.map { try JSONReader.parse($0.blob(0)) }
    }
}
