package import Delivery
import FoundationEssentials
import HTTPTypes
import Hummingbird
package import Logging
package import Matters
import NIOCore
import Records
import SandboxActionStep
package import SandboxKit
import SandboxLawVu
import SandboxLawfficient
import ServiceLifecycle
package import Storage
package import Webhooks

/// The sandbox as a service: seeds the simulated systems at the first start, keeps their state at later ones, and
/// answers until it is cancelled. The store and the dispatcher belong to the caller and outlive it.
package struct SandboxApplication: Service {
    package struct Options: Sendable {
        /// The existing folder in which `sandbox.json` is written.
        package var folder: String
        package var host: String
        /// Nil for the port used before, or `defaultPort`; 0 for any free port. At later starts 0 means the port used
        /// before, and `matters` and `seed` are ignored.
        package var port: Int?
        package var matters: Int
        package var seed: UInt64
        /// Called while matters are seeded, with the number so far and the total.
        package var seeding: @Sendable (_ made: Int, _ matters: Int) -> Void = { _, _ in }

        package init(folder: String, host: String = "127.0.0.1", port: Int?, matters: Int, seed: UInt64) {
            self.folder = folder
            self.host = host
            self.port = port
            self.matters = matters
            self.seed = seed
        }
    }

    /// The address of the running sandbox.
    package struct Ready: Sendable {
        package let url: String
        package let port: Int
        package let readyFile: String
    }

    package static let defaultPort = 9_000
    package static let mattersMax = ActionStepSandbox.mattersMax

    private let options: Options
    private let environment: SandboxEnvironment
    let actionStep: ActionStepSandbox
    let lawVu: LawVuSandbox
    let lawfficient: LawfficientSandbox
    private let systems: [any SimulatedSystem]
    private let faults: FaultInjector
    private let schedule: ScheduleClock
    private let ready: @Sendable (Ready) async -> Void

    /// Migrates the store, seeds the simulated systems at the first start, and restores the test clock.
    /// - Parameters:
    ///   - clock: the real time.
    ///   - schedule: the time the dispatcher's schedules follow; its offset is restored from the store here.
    ///   - outbox: of `SandboxFirm.id`; the dispatcher has the same.
    ///   - sealer: seals the secrets of endpoints; the dispatcher has the same.
    ///   - pauses: waits between the changes of the busy day, and before answers that a fault delays.
    ///   - ready: called once the port is bound and the ready file is written.
    /// - Throws: `StoreError`.
    package init(
        _ options: Options, store: any Store, clock: @escaping WallClock, schedule: ScheduleClock, outbox: Outbox,
        sealer: Sealer, random: @escaping RandomBytes, pauses: any Clock<Duration> = ContinuousClock(), logger: Logger,
        ready: @escaping @Sendable (Ready) async -> Void
    ) async throws {
        self.options = options
        self.schedule = schedule
        self.ready = ready
        try await Self.migrate(store)
        let settings = try await SandboxSettings.loadOrCreate(
            in: store, seed: options.seed, matters: min(max(options.matters, 1), Self.mattersMax), now: clock(),
            random: random)
        environment = SandboxEnvironment(
            store: store, settings: settings, clock: clock, scheduleClock: schedule.wallClock, outbox: outbox,
            sealer: sealer, random: random, pauses: pauses, logger: logger)
        actionStep = ActionStepSandbox(environment)
        lawVu = LawVuSandbox(environment)
        lawfficient = LawfficientSandbox(environment)
        systems = [actionStep, lawVu, lawfficient]
        for system in systems { try await system.seed(progress: options.seeding) }
        faults = try await FaultInjector(store: store)
        let offset = try await store.read { try SandboxSettings.value(ControlController.offsetSetting, in: $0) }
        schedule.restore(offsetMilliseconds: offset.flatMap { Int64($0) } ?? 0)
    }

    private static func migrate(_ store: any Store) async throws {
        let shared = [DeliverySchema.migrations, SandboxSchema.migrations, FilesSchema.migrations]
        let own = ActionStepSandbox.migrations + LawVuSandbox.migrations + LawfficientSandbox.migrations
        for migrations in shared + own { try await store.migrate(migrations) }
    }

    package func run() async throws {
        let savedPort = environment.settings.port
        let chosen = options.port == 0 && savedPort != nil ? nil : options.port
        let port = chosen ?? savedPort ?? Self.defaultPort
        let application = Application(
            router: try router(),
            configuration: .init(address: .hostname(options.host, port: port), serverName: "matterwire-sandbox"),
            onServerRunning: { channel in
                do {
                    try await announce(port: channel.localAddress?.port ?? port)
                } catch {
                    environment.logger.error("the ready file could not be written", metadata: ["error": "\(error)"])
                }
            },
            logger: environment.logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await actionStep.runBusyDay() }
            group.addTask { try await application.run() }
            // The busy day ends only when it is cancelled, so the first task to end is the server.
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// Returns the fault of the next notice of any system, for the sender.
    package var noticeFaults: @Sendable () -> NoticeFault { { [faults] in faults.nextNoticeFault() } }

    func router() throws -> Router<SandboxContext> {
        let router = Router(context: SandboxContext.self, options: .autoGenerateHeadEndpoints)
        let faultable = systems.map { type(of: $0).faultableRoutes }
        router.add(middleware: FaultMiddleware(faults: faults, clock: environment.pauses, systems: faultable))
        for system in systems { system.addRoutes(to: router) }
        addControls(to: router)
        let templates = try PageTemplates(navigation: systems.map { type(of: $0).navigationEntry })
        let pages = router.group().add(
            middleware: PageRequestGuard(
                responses: try PageResponses(templates), isLocal: Self.isLocal(host: options.host)))
        PageTemplates.addAssets(to: pages)
        for system in systems { try system.addPages(to: pages, templates: templates) }
        return router
    }

    private func addControls(to router: Router<SandboxContext>) {
        let control = router.group("control").add(middleware: ControlMiddleware())
        FaultsController(faults: faults).addRoutes(to: control)
        HookDisabler(store: environment.store, scheduleClock: schedule.wallClock, faults: faults).addRoutes(to: control)
        ControlController(store: environment.store, schedule: schedule, actionStep: actionStep, systems: systems)
            .addRoutes(to: control)
    }

    /// Whether only this machine can reach a server that listens on the host.
    static func isLocal(host: String) -> Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }

    private func announce(port: Int) async throws {
        try await environment.store.write { try SandboxSettings.put(SandboxSettings.port, String(port), in: $0) }
        let url = "http://\(options.host):\(port)"
        let path = options.folder + "/sandbox.json"
        try await ReadyFile(url: url, systems: systems).write(to: path)
        await ready(Ready(url: url, port: port, readyFile: path))
    }
}
