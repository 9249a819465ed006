import Delivery
import Egress
import Hummingbird
import Logging
import Matters
import Portal
import Records
import ServiceLifecycle
import Storage
import Sync
import Web
import Webhooks

/// The composition root of the portal: creates its parts in order of dependency.
struct PortalParts {
    let folder: DataFolder
    let store: any Store
    let sealer: Sealer
    let connector: SourceConnector
    /// Calls practice systems. Their addresses come from the operator, so loopback is allowed.
    let client: GuardedHTTPClient
    let practices: PracticeClients
    /// Calls the endpoints of webhooks. Their addresses come from anybody with a token, so only public addresses and the
    /// networks that the operator has named are dialled.
    let endpointClient: GuardedHTTPClient
    let endpointPolicy: NetworkPolicy
    let allowsPlainHTTP: Bool
    let logger: Logger

    static let loopback = ["127.0.0.0/8", "::1"].compactMap(AddressBlock.init)
    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || IPAddress(host).map { address in loopback.contains { $0.contains(address) } } ?? false
    }
    private static let schemas = [PortalSchema.migrations, DeliverySchema.migrations]
    let fanOut = FanOut(newMessageID: Secret.uuid)

    /// Opens the database and migrates it. The only server on the data frees the leases of dead processes.
    /// - Throws: `CommandFailure`.
    init(
        folder: DataFolder, settings: ServerSettings, ownership: StoreOwnership, isDemo: Bool = false, logger: Logger
    ) async throws {
        let location = settings.store
        self.folder = folder
        self.logger = logger
        sealer = try folder.sealer()
        store = try await location.open(in: folder, ownership)
        do {
            for schema in Self.schemas { try await store.migrate(schema) }
            if store.isOnlyServer { try await Self.releaseAllLeases(in: store) }
        } catch let error as StoreError {
            throw CommandFailure.couldNotRun("\(location.name(in: folder)): \(error.reason)")
        }
        client = GuardedHTTPClient(policy: NetworkPolicy(allowing: Self.loopback))
        connector = SourceConnector(store: store, sealer: sealer, now: SystemClock.now)
        practices = PracticeClients { [connector, client] in
            try PracticeSystems.client(for: $0, connector: connector, http: client)
        }
        // Webhooks of a demo go to endpoints on this machine.
        let ownNetworks = settings.allowedNetworks + (isDemo || folder.isOfDemo ? Self.loopback : [])
        endpointPolicy = NetworkPolicy(allowing: ownNetworks, requiresTLSOutside: true)
        allowsPlainHTTP = !ownNetworks.isEmpty
        endpointClient = GuardedHTTPClient(policy: endpointPolicy)
    }

    private static func releaseAllLeases(in store: any Store) async throws {
        try await store.write { transaction in
            try DirtyMatters.releaseAllLeases(in: transaction)
            try DeliveryLeases.releaseAll(in: transaction, at: SystemClock.now())
        }
    }

    /// Called after everything that uses the parts has stopped.
    func close() async {
        await client.shutDown()
        await endpointClient.shutDown()
        await store.close()
    }

    /// The address at which people and practice systems reach the portal.
    struct Address: Sendable {
        var host: String
        var port: Int
        /// Nil if the address follows from host and port.
        var publicURL: String?

        func url(boundTo port: Int) -> String {
            publicURL ?? "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
        }
        var isSecure: Bool { publicURL?.hasPrefix("https://") ?? false }
    }

    /// The services of a portal. Services that others depend on come first, so that they stop last.
    func services(
        address: Address, roles: Set<Role> = Set(Role.allCases), signIn: SignInMethod,
        addOwnRoutes: @escaping @Sendable (Router<PortalContext>) -> Void = { _ in },
        onReady: @escaping @Sendable (Int) async -> Void
    ) throws -> [any Service] {
        let hub = LiveHub(store: store, logger: logger, now: SystemClock.now, random: { Double.random(in: 0..<1) })
        let directory = SourceDirectory(store: store)
        var services: [any Service] = [
            TaskService { await store.watchOtherProcesses(clock: ContinuousClock()) },
            TaskService { await directory.run() },
            TaskService(onShutdown: { hub.stop() }) { await hub.run(clock: ContinuousClock()) },
        ]
        if roles.contains(.process) {
            let processors = self.processors()
            let receipts = ReceiptRetention(store: store, now: SystemClock.now)
            let tokens = ExpiredTokenRemoval(store: store, now: SystemClock.now)
            services += [
                TaskService { try await processors.run() },
                TaskService { try await receipts.run(clock: ContinuousClock()) },
                TaskService { try await tokens.run(clock: ContinuousClock()) },
            ]
        }
        if roles.contains(.deliver) { services.append(dispatchers()) }
        let web = PortalApplication(
            store: store, directory: directory, adapters: PracticeSystems.adapters, hub: hub,
            documents: DocumentService(store: store, now: SystemClock.now) { [practices] in
                try practices.client(for: $0)
            },
            endpoints: { endpointService(owner: EndpointOwner($0), firmID: $0.firmID) },
            cursors: CursorSeal(sealer: sealer), routeGroups: Set(roles.compactMap { Self.routeGroups[$0] }),
            signIn: signIn, addOwnRoutes: addOwnRoutes, now: SystemClock.now, isSecure: address.isSecure,
            logger: logger)
        services.append(try web.server(host: address.host, port: address.port, onReady: onReady))
        return services
    }

    private static let routeGroups: [Role: PortalApplication.RouteGroup] = [.receive: .hooks, .portal: .portal]

    /// The processors of every source.
    func processors() -> ProcessorSupervisor<ContinuousClock> {
        ProcessorSupervisor(
            store: store, adapters: PracticeSystems.adapters, clients: practices, clock: ContinuousClock(),
            now: SystemClock.now, announce: fanOut.announce, logger: logger)
    }
}
