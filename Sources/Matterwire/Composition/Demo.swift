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

/// A firm that exists nowhere, with its portal, in one process: connects the two at the first start, and says when a
/// visitor can look.
struct Demo: Sendable {
    let sandboxURL = Handover<String>()
    private let portalPort = Handover<Int>()
    private let portal: PortalParts
    private let address: PortalParts.Address
    private let people: [DemoVisitor]

    private static let system: any PracticeSystemConnector = ActionStepConnector()
    static let firm = Firm(id: "demo", name: "Riverbend Conveyancing", zone: "Australia/Brisbane")

    init(portal: PortalParts, address: PortalParts.Address) async throws {
        guard PortalParts.isLoopback(address.host), address.publicURL == nil else {
            throw CommandFailure.couldNotRun("the demo lets anybody in with one click, so it listens on 127.0.0.1 only")
        }
        (self.portal, self.address) = (portal, address)
        people = try await portal.demoVisitors()
    }

    func services() throws -> [any Service] {
        try portal.services(address: address, signIn: .demo(people.map(\.persona))) { portalPort.give($0) }
            + [Running { try await begin() }]
    }

    private func begin() async throws {
        let url = try await sandboxURL.taken()
        let port = try await portalPort.taken()
        try await portal.remember(port: port)
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
        let file = try SandboxReadyFile(path: portal.folder.file("sandbox.json"))
        let source = try await portal.importMatters(
            of: Self.firm, from: Self.system, credentials: try file.credentials(for: Self.system), address: address)
        let domains = people.filter { $0.persona.role == "broker" || $0.persona.role == "mortgage_manager" }
            .map(\.persona.viewer.address.domain)
        try await portal.domainApproval.approve(domains, firmID: Self.firm.id)
        return source
    }

    private func writeReadyFile(portal url: String, sandbox: String, source: Source) throws {
        let hooks = try portal.connector.hookURL(of: source, address: url)
        let personas = people.map { visitor -> JSONValue in
            [
                "role": .string(visitor.persona.role), "email": .string(visitor.persona.viewer.address.text),
                "token": .string(visitor.token),
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
