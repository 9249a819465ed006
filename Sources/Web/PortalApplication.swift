package import Delivery
import HTTPTypes
import Hummingbird
import HummingbirdCore
package import Logging
package import Matters
import NIOCore
package import Portal
package import ServiceLifecycle
package import Storage
package import Sync
package import Webhooks

/// The portal's web server: the hook door, the API, the live stream and the pages, over the services given.
package struct PortalApplication: Sendable {
    package var store: any Store
    package var receiver: Receiver
    package var directory: SourceDirectory
    package var adapters: PracticeSystemAdapters
    package var hub: LiveHub
    package var desk: DocumentService
    package var endpoints: @Sendable (Viewer) -> EndpointService
    package var cursors: CursorSeal
    package var routeGroups: Set<RouteGroup>
    package var signIn: SignIn
    package var now: WallClock
    /// Whether people reach the portal over TLS; decides the name and the flags of cookies.
    package var isSecure: Bool
    package var logger: Logger

    package init(
        store: any Store, receiver: Receiver, directory: SourceDirectory, adapters: PracticeSystemAdapters,
        hub: LiveHub,
        desk: DocumentService,
        endpoints: @escaping @Sendable (Viewer) -> EndpointService, cursors: CursorSeal,
        routeGroups: Set<RouteGroup> = Set(RouteGroup.allCases), signIn: SignIn, now: @escaping WallClock,
        isSecure: Bool, logger: Logger
    ) {
        (self.store, self.receiver, self.directory, self.hub) = (store, receiver, directory, hub)
        self.adapters = adapters
        (self.desk, self.endpoints, self.cursors) = (desk, endpoints, cursors)
        (self.routeGroups, self.signIn, self.now) = (routeGroups, signIn, now)
        (self.isSecure, self.logger) = (isSecure, logger)
    }

    /// What this process answers; several can share the work on one database.
    package enum RouteGroup: Sendable, CaseIterable {
        /// Notices of the practice systems.
        case hooks
        /// Pages, API and live streams.
        case portal
    }

    /// Live streams and all; one more waits until another is closed.
    static let connectionsMax = 16_384

    /// - Parameter onReady: called with the port once the server takes connections.
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
            HookRoutes(receiver: receiver, directory: directory, adapters: adapters).addRoutes(to: router)
        }
        let library = try PageLibrary(store: store, now: now)
        router.add(middleware: SecurityHeadersMiddleware(isSecure: isSecure, library: library))
        HealthRoutes(store: store, now: now, logger: logger).addRoutes(to: router)
        if routeGroups.contains(.portal) { addPortal(to: router, library: library) }
        return router
    }

    private func addPortal(to router: Router<PortalContext>, library: PageLibrary) {
        let viewers = ViewerResolver(store: store, now: now, isSecure: isSecure)
        MattersAPI(store: store, viewers: viewers, cursors: cursors).addRoutes(to: router)
        WebhooksAPI(viewers: viewers, desk: endpoints).addRoutes(to: router)
        OpenAPIRoutes().addRoutes(to: router)
        LiveRoutes(hub: hub, viewers: viewers, cursors: cursors, now: now).addRoutes(to: router)
        DocumentRoutes(desk: desk, viewers: viewers, library: library, logger: logger).addRoutes(to: router)
        PageRoutes(
            store: store, viewers: viewers, cursors: cursors, library: library, signIn: signIn, now: now
        ).addRoutes(to: router)
        EndpointPages(viewers: viewers, library: library, desk: endpoints, now: now).addRoutes(to: router)
        if case .demo(let personas) = signIn {
            DemoRoutes(store: store, personas: personas, now: now).addRoutes(to: router)
        }
    }
}
