import Delivery
import Egress
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LocalServer
import Logging
import Matters
import NIOCore
import Portal
import Records
import Storage
import Sync
import TestPractice
import TestStore
import Testing
import Webhooks

@testable import Web

/// The portal's router over a fresh database with one firm and three viewers, each with a token and a session.
struct PortalFixture: Sendable {
    static let now = Instant.seconds(1_790_000_000)
    enum Caller: String, CaseIterable { case staff, broker, other }

    let store: any Store
    let outbox = Outbox(firmID: "f", newMessageID: Secret.uuid)
    let practice = ScriptedPractice()
    let connector: SourceConnector
    private let folder: TemporaryFolder
    let application: PortalApplication

    init() async throws {
        let folder = try TemporaryFolder("api")
        let store = try await TestStore.open(in: folder.path)
        for schema in [PortalSchema.migrations, DeliverySchema.migrations] { try await store.migrate(schema) }
        try await store.write { transaction in
            try Firms.put(Firm(id: "f", name: "Firm", zone: "UTC"), in: transaction, at: Self.now)
            for caller in Caller.allCases {
                for purpose in [Tokens.Purpose.bearer, .session] {
                    try Tokens.put(Self.token(caller, purpose), in: transaction, at: Self.now)
                }
            }
        }
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let sealer = Sealer(key: Secret.bytes(Sealer.keyBytes))
        let outbox = outbox
        application = PortalApplication(
            store: store,
            directory: SourceDirectory(store: store), adapters: PracticeSystemAdapters([ActionStepAdapter()]),
            hub: LiveHub(store: store, logger: logger, now: { Self.now }, random: { 0.5 }),
            documents: DocumentService(store: store, now: { Self.now }) { [practice] _ in practice },
            endpoints: { viewer in
                EndpointService(
                    contract: .standard, firmID: "f", owner: EndpointOwner(viewer).text, store: store, sealer: sealer,
                    outbox: outbox,
                    rules: EndpointRules(
                        policy: .publicInternet, allowsPlainHTTP: false, randomBytes: Secret.bytes),
                    now: { Self.now })
            },
            cursors: CursorSeal(sealer: sealer), signIn: .unavailable, now: { Self.now }, isSecure: false,
            logger: logger)
        connector = SourceConnector(store: store, sealer: sealer, now: { Self.now })
        self.store = store
        self.folder = folder
    }

    private static func token(_ caller: Caller, _ purpose: Tokens.Purpose) throws -> Tokens.Token {
        let address = try #require(MailAddress("\(caller)@loans.example"))
        return Tokens.Token(
            hash: Secret.hash(purpose.rawValue + caller.rawValue), purpose: purpose,
            viewer: Viewer(firmID: "f", address: address, kind: caller == .staff ? .staff : .party),
            label: caller.rawValue, expiresAt: nil)
    }

    struct Answer: Sendable, Equatable {
        let status: Int
        let text: String
        let json: JSONValue
    }

    /// With the token of a member of staff.
    func call(_ method: HTTPRequest.Method, _ path: String, _ body: String? = nil) async throws -> Answer {
        try await call(.staff, method, path, body)
    }

    func call(
        _ caller: Caller?, _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil
    ) async throws -> Answer {
        var headers = HTTPFields()
        if let caller { headers[.authorization] = "Bearer bearer" + caller.rawValue }
        return try await send(method, path, headers, body)
    }

    /// With a session, from a page of the portal unless `site` says otherwise.
    func visit(
        _ caller: Caller, _ method: HTTPRequest.Method = .get, _ path: String, form: String? = nil,
        site: String = "same-origin"
    ) async throws -> Answer {
        var headers = HTTPFields()
        headers[.cookie] = ViewerResolver.cookieName(isSecure: false) + "=session" + caller.rawValue
        if let name = HTTPField.Name("Sec-Fetch-Site") { headers[name] = site }
        return try await send(method, path, headers, form)
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields, _ body: String?
    ) async throws -> Answer {
        let router = Application(router: try application.router())
        return try await router.test(.router) { client in
            try await client.execute(
                uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) }
            ) { response in
                let text = String(buffer: response.body)
                return Answer(
                    status: response.status.code, text: text, json: (try? JSONReader.parse(text)) ?? .null)
            }
        }
    }

    /// A new endpoint, as it was answered.
    func endpoint(of caller: Caller = .staff, _ events: String = #"["*"]"#) async throws -> JSONValue {
        let body = #"{"url": "https://in.example/hook", "events": \#(events)}"#
        return try await call(caller, .post, "/api/v1/webhooks", body).json
    }

    /// An event that is delivered to all of the firm's endpoints.
    func publish(_ count: Int = 1) async throws {
        try await store.write { [outbox] transaction in
            for _ in 0..<count {
                try outbox.publish(
                    OutboundEvent(
                        contract: .standard, type: "matter.updated", resourceType: "matter", resourceID: "m",
                        orderingKey: "m"), in: transaction, at: Self.now)
            }
        }
    }
}
