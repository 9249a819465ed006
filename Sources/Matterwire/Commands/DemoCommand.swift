import ArgumentParser
import Sandbox
import Storage

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Run a fictitious firm and its portal on this machine, to try it out.")

    @OptionGroup var data: DataOptions
    @OptionGroup var log: LogOptions
    @OptionGroup var world: WorldOptions
    @Option(help: "The portal's port (first 8080; later what it was); 0 picks a free one the first time.")
    var port: Int?
    @Option(help: "The sandbox's port (first 9000; later what it was); 0 picks a free one the first time.")
    var sandboxPort: Int?

    func run() async throws {
        let logger = try log.logger("matterwire-demo")
        let folder = try data.folder()
        let settings = try await data.settings(.init(port: port))
        let portal = try await PortalParts(
            folder: folder, settings: settings, ownership: .server, isDemo: true, logger: logger)
        let demo = try await Demo(portal: portal, address: portal.address(settings))
        let sandbox = try await SandboxParts(
            folder: folder, options: try world.options(folder: folder, port: sandboxPort), logger: logger
        ) { demo.sandboxURL.fulfil($0.url) }
        try await logger.runServices(sandbox.services + demo.services())
        await sandbox.close()
        await portal.close()
    }
}
