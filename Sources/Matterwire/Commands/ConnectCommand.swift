import ArgumentParser
import Connectors
import Foundation
import Records
import Storage

struct ConnectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connect", abstract: "Connect a firm's practice system and bring all its matters in.",
        discussion: """
            Registers a hook for every event, then imports every matter and shows how far it is. What was imported is
            kept: when it is stopped, the next `connect` or `serve` goes on from there.
            """)

    @OptionGroup var data: DataOptions
    @OptionGroup var log: LogOptions
    @Argument(help: "The practice system: actionstep.") var system: String
    @Option(help: "The ready file of a sandbox, such as DIR/sandbox.json.") var from: String
    @Option(help: "The firm's short name, for the other commands.") var firm: String = "firm"
    @Option(help: "The firm's name, as people read it (first \"Our firm\"; later what it was).") var name: String?
    @Option(help: "The time zone of the firm's office (first Australia/Brisbane; later what it was).") var zone: String?
    @Option(help: "The port that `serve` will listen on; 0 picks a free one.") var port: Int?
    @Option(help: "Where the practice system reaches the portal, such as https://portal.example.com.")
    var url: String?

    func run() async throws {
        guard let practiceSystem = PracticeSystems.registry[system] else {
            let names = PracticeSystems.names.joined(separator: ", ")
            throw CommandFailure.couldNotRun("\(system) is not known; the systems are: \(names)")
        }
        guard firm.wholeMatch(of: /[a-z0-9][a-z0-9-]{0,39}/) != nil else {
            throw CommandFailure.couldNotRun("--firm is a short name of letters a to z, digits and dashes")
        }
        guard zone.map({ TimeZone(identifier: $0) != nil }) ?? true else {
            throw CommandFailure.couldNotRun("--zone is a name such as Australia/Brisbane")
        }
        let credentials = try SandboxReadyFile.credentials(in: from, for: practiceSystem)
        let portal = try await data.portal(log, mustExist: false)
        let settings = try await data.settings(.init(port: port, url: url))
        let address = try await portal.address(settings, findingFreePort: true)
        try await portal.store(port: address.port)
        let connected = try await named(portal)
        try await portal.processing {
            _ = try await portal.importMatters(
                of: connected, from: practiceSystem, credentials: credentials,
                address: address.url(boundTo: address.port))
        }
        await portal.close()
        StandardError.line("\(firm) is connected; `matterwire serve --data \(data.data)` runs its portal")
    }

    /// The firm with the options of this command, else with what was stored before.
    private func named(_ portal: PortalParts) async throws -> Firm {
        let known = try await portal.store.read { try Firms.all(in: $0) }.first { $0.id == firm }
        return Firm(
            id: firm, name: name ?? known?.name ?? "Our firm", zone: zone ?? known?.zone ?? "Australia/Brisbane")
    }
}
