import Connectors
import Foundation
import Matters
import Portal
import Records
import Sandbox
import ServiceLifecycle
import Sync
import Web
import Webhooks

/// A fictitious firm in the sandbox and its portal in one process. Connects the two at the first start, and prints their
/// addresses when both are ready.
struct Demo: Sendable {
    let sandboxURL = Promise<String>()
    private let portalPort = Promise<Int>()
    private let portal: PortalParts
    private let address: PortalParts.Address
    private let accounts: [DemoAccount]

    private static let system: any PracticeSystemConnector = ActionStepConnector()
    static let firm = Firm(id: "demo", name: "Riverbend Conveyancing", zone: "Australia/Brisbane")

    init(portal: PortalParts, address: PortalParts.Address) async throws {
        guard PortalParts.isLoopback(address.host), address.publicURL == nil else {
            throw CommandFailure.couldNotRun("the demo lets anybody in with one click, so it listens on 127.0.0.1 only")
        }
        self.portal = portal
        self.address = address
        accounts = try await portal.demoAccounts()
    }

    func services() throws -> [any Service] {
        let personas = accounts.map(\.persona)
        let signIn = DemoSignInRoutes(store: portal.store, personas: personas, now: SystemClock.now)
        return try portal.services(
            address: address, signIn: .personas(personas),
            addOwnRoutes: { signIn.addRoutes(to: $0) }, onReady: { portalPort.fulfil($0) })
            + [TaskService { try await begin() }]
    }

    private func begin() async throws {
        let url = try await sandboxURL.value()
        let port = try await portalPort.value()
        try await portal.store(port: port)
        let source = try await connect(address: address.url(boundTo: port))
        try writeReadyFile(portal: address.url(boundTo: port), sandbox: url, source: source)
        StandardError.line(
            """

              The portal    \(address.url(boundTo: port))
              The sandbox   \(url)

            Open both side by side, move a matter on in the sandbox, and watch the portal. ^C ends it.
            """)
        try await portal.keepFeeds(address: address.url(boundTo: port))
    }

    private func connect(address: String) async throws -> Source {
        let credentials = try SandboxReadyFile.credentials(in: portal.folder.file("sandbox.json"), for: Self.system)
        let source = try await portal.importMatters(
            of: Self.firm, from: Self.system, credentials: credentials, address: address)
        let domains = accounts.filter { $0.persona.role == "broker" || $0.persona.role == "mortgage_manager" }
            .map(\.persona.viewer.address.domain)
        try await portal.domainApproval.approve(domains, firmID: Self.firm.id)
        return source
    }

    private func writeReadyFile(portal url: String, sandbox: String, source: Source) throws {
        let hooks = try portal.connector.hookURL(of: source, address: url)
        let personas = accounts.map { account -> JSONValue in
            [
                "role": .string(account.persona.role), "email": .string(account.persona.viewer.address.text),
                "token": .string(account.token),
            ]
        }
        let json: JSONValue = [
            "firm": .string(Self.firm.id), "portal": .string(url), "sandbox": .string(sandbox),
            "mail": .string(portal.folder.file("mail")), "hooks": .object(.init([(source.system, .string(hooks))])),
            "personas": .array(personas),
        ]
        try portal.folder.writePrivately(Data(json.encoded), to: DataFolder.demoFile)
    }
}
