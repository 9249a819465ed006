package import Delivery
import HTTPTypes
package import Hummingbird
import HummingbirdCore
package import Logging
package import Matters
import NIOCore
package import Portal
package import ServiceLifecycle
package import Storage
package import Sync
package import Webhooks

/// The portal's web server: hook routes, API, live stream and pages, over the services given.
package struct PortalApplication: Sendable {
    package var store: any Store
    package var directory: SourceDirectory
    package var adapters: PracticeSystemAdapters
    package var hub: LiveHub
    package var documents: DocumentService
    package var endpoints: @Sendable (Viewer) -> EndpointService
    package var cursors: CursorSeal
    package var routeGroups: Set<RouteGroup>
    package var signIn: SignInMethod
    /// Routes of the composition beside those of the portal, such as the demo's one-click sign-in.
    package var addOwnRoutes: @Sendable (Router<PortalContext>) -> Void
    package var now: WallClock
    /// Whether people reach the portal over TLS; decides the name and the flags of cookies.
    package var isSecure: Bool
    package var logger: Logger

    package init(
        store: any Store, directory: SourceDirectory, adapters: PracticeSystemAdapters,
        hub: LiveHub, documents: DocumentService,
        endpoints: @escaping @Sendable (Viewer) -> EndpointService, cursors: CursorSeal,
        routeGroups: Set<RouteGroup> = Set(RouteGroup.allCases), signIn: SignInMethod,
        addOwnRoutes: @escaping @Sendable (Router<PortalContext>) -> Void = { _ in }, now: @escaping WallClock,
        isSecure: Bool, logger: Logger
    ) {
        self.store = store
        self.directory = directory
        self.adapters = adapters
        self.hub = hub
        self.documents = documents
        self.endpoints = endpoints
        self.cursors = cursors
        self.routeGroups = routeGroups
        self.signIn = signIn
        self.addOwnRoutes = addOwnRoutes
        self.now = now
        self.isSecure = isSecure
        self.logger = logger
    }

    /// What one process answers; several processes can share the work on one database.
    package enum RouteGroup: Sendable, CaseIterable {
        /// Notices of the practice systems.
        case hooks
        /// Pages, API and live streams.
        case portal
    }

    /// Live streams included. A further connection waits until another is closed.
    static let connectionsMax = 16_384

    /// - Parameter onReady: called with the port once the server accepts connections.
    /// - Throws: when a template cannot be read.
    package func server(
        host: String, port: Int, onReady: @escaping @Sendable (Int) async -> Void
    ) throws -> any Service {
        Application(
            router: try router(), server: .http1(configuration: .init(idleTimeout: .seconds(75))),
            configuration: .init(
                address: .hostname(host, port: port), serverName: nil, backlog: 1_024,
                availableConnectionsDelegate: MaximumAvailableConnections(Self.connectionsMax)),
            onServerRunning: { await onReady($0.localAddress?.port ?? port) }, logger: logger)
    }

    func router() throws -> Router<PortalContext> {
        let router = Router(context: PortalContext.self, options: .autoGenerateHeadEndpoints)
        // Hook routes stand before all middleware: nothing is done for a notice but to store it.
        if routeGroups.contains(.hooks) {
            let receiver = Receiver(store: store, now: now)
            HookRoutes(receiver: receiver, directory: directory, adapters: adapters).addRoutes(to: router)
        }
        let firmPages = try FirmPages(store: store, now: now)
        router.add(middleware: SecurityHeadersMiddleware(isSecure: isSecure))
        router.add(middleware: ErrorResponseMiddleware(firmPages: firmPages))
        HealthRoutes(store: store, now: now, logger: logger).addRoutes(to: router)
        if routeGroups.contains(.portal) { addPortalRoutes(to: router, firmPages) }
        return router
    }

    private func addPortalRoutes(to router: Router<PortalContext>, _ firmPages: FirmPages) {
        let viewers = ViewerResolver(store: store, now: now, isSecure: isSecure)
        MattersAPI(store: store, viewers: viewers, cursors: cursors).addRoutes(to: router)
        WebhooksAPI(viewers: viewers, endpoints: endpoints).addRoutes(to: router)
        LiveRoutes(hub: hub, viewers: viewers, cursors: cursors, now: now).addRoutes(to: router)
        DocumentRoutes(documents: documents, viewers: viewers, firmPages: firmPages, logger: logger)
            .addRoutes(to: router)
        AssetRoutes().addRoutes(to: router)
        SignInRoutes(firmPages: firmPages, method: signIn).addRoutes(to: router)
        MatterPageRoutes(store: store, viewers: viewers, cursors: cursors, firmPages: firmPages, now: now)
            .addRoutes(to: router)
        EndpointPageRoutes(viewers: viewers, firmPages: firmPages, endpoints: endpoints, now: now)
            .addRoutes(to: router)
        addOwnRoutes(router)
    }
}
