import Connectors
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
import Synchronization
import TestStore
import Testing
import Webhooks

@testable import Web

/// A whole portal around the made-up system. All that names the system is the one line of registration.
private struct MadeUpInstallation: Sendable {
    let casebook = Casebook()
    let store: any Store
    private let registry: ConnectorRegistry
    private let connector: SourceConnector
    private let clients: PracticeClients
    private let http = GuardedHTTPClient(policy: .publicInternet)
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    private let sealer = Sealer(key: Secret.bytes(Sealer.keyBytes))
    private static let now: WallClock = { .seconds(1_790_000_000) }
    private static let firm = Firm(id: "f", name: "Firm", zone: "UTC")

    init(folder: String) async throws {
        let store = try await TestStore.open(in: folder)
        for schema in [PortalSchema.migrations, DeliverySchema.migrations] { try await store.migrate(schema) }
        self.store = store
        let registry = ConnectorRegistry([CasebookConnector(casebook: casebook)])
        self.registry = registry
        let connector = SourceConnector(store: store, sealer: sealer, now: Self.now)
        self.connector = connector
        clients = PracticeClients { [http] source in
            let system = try #require(registry[source.system])
            return try system.client(
                credentials: try connector.credentials(of: source),
                vault: CredentialVault(load: { nil }, change: { _, _ in }),
                surroundings: ConnectorSurroundings(http: http, clock: ContinuousClock(), now: Self.now))
        }
    }

    func close() async {
        await http.shutDown()
        await store.close()
    }

    /// Connects the firm as `connect` does, and answers the path to which the system's notices go.
    func connect() async throws -> String {
        let system = try #require(registry["casebook"])
        let credentials = try #require(system.credentials(fromReadyFile: ["key": .string(casebook.key)]))
        let source = try await connector.store(
            .init(
                firm: Self.firm, sourceID: system.adapter.system, system: system.adapter.system,
                apiEndpoint: credentials.apiEndpoint, credentials: credentials.bytes))
        let address = "http://portal.example"
        _ = try await connector.registerHooks(
            for: source, adapter: system.adapter, address: address, at: try clients.client(for: source))
        let urls = Set(casebook.world.withLock { $0.hooks.map(\.url) })
        return String(try #require(urls.first).dropFirst(address.count))
    }

    func letIn(_ secret: String, _ email: String, _ purpose: Tokens.Purpose) async throws {
        let viewer = Viewer(firmID: "f", address: try #require(MailAddress(email)), kind: .party)
        let token = Tokens.Token(
            hash: Secret.hash(secret), purpose: purpose, viewer: viewer, label: "Broker", expiresAt: nil)
        try await store.write { try Tokens.put(token, in: $0, at: Self.now()) }
    }

    func processors() -> ProcessorSupervisor<ContinuousClock> {
        ProcessorSupervisor(
            store: store, adapters: registry.adapters, clients: clients, clock: ContinuousClock(), now: Self.now,
            announce: { _, _, _, _ in }, logger: logger)
    }

    /// Runs the processors until the read model holds the case with so many notes.
    func process(untilCase number: Int, hasNotes count: Int) async throws {
        var changes = store.listen(to: .changes).makeAsyncIterator()
        let running = Task { try await processors().run() }
        while try await notes(ofCase: number) != count { await changes.next(isolation: #isolation) }
        running.cancel()
        _ = await running.result
    }

    private func notes(ofCase number: Int) async throws -> Int? {
        try await store.read {
            try MatterRecords.find(
                refs: [String(number)], source: SourceKey(firmID: "f", sourceID: "casebook"), including: .notes, in: $0
            ).first?.notes.count
        }
    }

    func router() throws -> Router<PortalContext> {
        try PortalApplication(
            store: store, directory: SourceDirectory(store: store),
            adapters: registry.adapters,
            hub: LiveHub(store: store, logger: logger, now: Self.now, random: { 0.5 }),
            documents: DocumentService(store: store, now: Self.now) { [clients] in try clients.client(for: $0) },
            endpoints: { [store, sealer] viewer in
                EndpointService(
                    contract: .standard, firmID: "f", owner: EndpointOwner(viewer).text, store: store, sealer: sealer,
                    outbox: Outbox(firmID: "f", newMessageID: Secret.uuid),
                    rules: EndpointRules(policy: .publicInternet, allowsPlainHTTP: false, randomBytes: Secret.bytes),
                    now: Self.now)
            },
            cursors: CursorSeal(sealer: sealer), signIn: .unavailable, now: Self.now, isSecure: false, logger: logger
        ).router()
    }
}

@Suite struct `A practice system that was made up` {
    @Test func `goes from its notice to the page of a viewer by its own folder and one registration`() async throws {
        let folder = try TemporaryFolder("made-up")
        let portal = try await MadeUpInstallation(folder: folder.path)
        let hook = try await portal.connect()
        #expect(hook.hasPrefix("/hooks/casebook/"))
        try await portal.letIn("bearer", "kim@loans.example", .bearer)
        try await portal.letIn("session", "kim@loans.example", .session)
        try await portal.letIn("other", "lee@other.example", .bearer)
        try await Application(router: try portal.router()).test(.router) { client in
            func get(_ path: String, _ name: HTTPField.Name, _ value: String) async throws -> TestResponse {
                try await client.execute(uri: path, method: .get, headers: [name: value])
            }
            func post(_ notice: String) async throws -> HTTPResponse.Status {
                try await client.execute(uri: hook, method: .post, body: ByteBuffer(string: notice)).status
            }
            portal.casebook.world.withLock {
                $0.cases[12] = .init(title: "12 Sky St", brokerEmail: "kim@loans.example")
            }
            #expect(try await post(#"{"kind": "caseOpened", "case": 12, "serial": 1}"#) == .ok)
            try await portal.process(untilCase: 12, hasNotes: 0)
            portal.casebook.world.withLock { $0.cases[12]?.notes = ["PORTAL: Keys are at the agent's"] }
            #expect(try await post(#"{"kind": "noteWritten", "case": 12, "serial": 2}"#) == .ok)
            try await portal.process(untilCase: 12, hasNotes: 1)
            #expect(portal.casebook.world.withLock { $0.fetches } == [.all, .notes])

            let list = try await get("/api/v1/matters", .authorization, "Bearer bearer")
            let id = try #require(try JSONReader.parse(String(buffer: list.body))["matters"]?[0]?["id"]?.string)
            let matter = try await get("/api/v1/matters/\(id)", .authorization, "Bearer bearer")
            #expect(String(buffer: matter.body).contains("Keys are at the agent's"))
            let cookie = ViewerResolver.cookieName(isSecure: false) + "=session"
            let page = String(buffer: try await get("/matters/\(id)", .cookie, cookie).body)
            #expect(page.contains("12 Sky St") && page.contains("Keys are at the agent"))
            #expect(try await get("/api/v1/matters/\(id)", .authorization, "Bearer other").status == .notFound)
        }
        await portal.close()
    }

    @Test func `is received under its own name and route alone`() async throws {
        let folder = try TemporaryFolder("made-up")
        let portal = try await MadeUpInstallation(folder: folder.path)
        let hook = try await portal.connect()
        try await Application(router: try portal.router()).test(.router) { client in
            for path in [hook + "/noteWritten", hook.replacing("casebook", with: "actionstep"), hook + "x"] {
                let answer = try await client.execute(uri: path, method: .post)
                #expect(answer.status == .notFound, "\(path)")
            }
        }
        await portal.close()
    }
}
