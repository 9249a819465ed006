import ArgumentParser
import Storage
import Web

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the portal.",
        discussion: """
            Settings come from options, then from MATTERWIRE_* (such as MATTERWIRE_PORT), then from the file given with
            --config, then from the data folder.
            """)

    @OptionGroup var data: DataOptions
    @OptionGroup var log: LogOptions
    @Option(help: "The address to listen on (default 127.0.0.1).") var host: String?
    @Option(help: "The port to listen on; 0 picks a free one. Later starts use the same.") var port: Int?
    @Option(help: "Where the portal is reached, such as https://portal.example.com.") var url: String?
    @Option(help: "receive,process,portal,deliver,reconcile: what this process does (default all).")
    var roles: String?

    func run() async throws {
        let logger = try log.logger("matterwire")
        let settings = try await data.settings(.init(host: host, port: port, url: url, roles: roles))
        let portal = try await PortalParts(
            folder: try data.folder(), settings: settings, ownership: .server, logger: logger)
        let address = try await portal.address(settings)
        let bound = Promise<Int>()
        var services = try portal.services(address: address, roles: settings.roles, signIn: .unavailable) { port in
            try? await portal.store(port: port)
            StandardError.line("matterwire serves \(address.url(boundTo: port))")
            bound.fulfil(port)
        }
        if settings.roles.contains(.reconcile) {
            services.append(TaskService { try await portal.keepFeeds(address: address.url(boundTo: bound.value())) })
        }
        try await logger.runServices(services)
        await portal.close()
    }
}
