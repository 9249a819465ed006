package import Delivery
import FoundationEssentials
import HTTPTypes
import Hummingbird
package import Logging
package import Matters
import NIOCore
import Records
import ServiceLifecycle
package import Storage
package import Webhooks

/// The sandbox as a service: it makes its world at the first start, goes on with it at later ones, and answers until
/// it is told to stop. The store and the dispatcher belong to the caller and outlive it.
package struct SandboxApplication: Service {
    package struct Options: Sendable {
        /// Where `sandbox.json` is written; exists.
        package var folder: String
        package var host: String
        /// Nil for the one used before, or `defaultPort`. 0 takes a free one and counts, as do the two below, only
        /// until a world stands.
        package var port: Int?
        package var matters: Int
        package var seed: UInt64
        /// Told of how many matters stand, and of how many there will be, as the world is made.
        package var seeding: @Sendable (_ made: Int, _ matters: Int) -> Void = { _, _ in }

        package init(folder: String, host: String = "127.0.0.1", port: Int?, matters: Int, seed: UInt64) {
            (self.folder, self.host, self.port) = (folder, host, port)
            (self.matters, self.seed) = (matters, seed)
        }
    }

    /// What is known once the sandbox answers.
    package struct Ready: Sendable {
        package let url: String
        package let port: Int
        package let readyFile: String
    }

    package static let defaultPort = 9_000
    package static let mattersMax = WorldSeed.mattersMax

    private let options: Options
    let world: World
    let tokens: Tokens
    let uploads: Uploads
    let intake: Intake
    private let windows = RequestWindows()
    let sealer: Sealer
    let lawVu: LawVuSandbox
    private let faults: Faults
    private let pauses: any Clock<Duration>
    private let settings: SandboxSettings
    private let schedule: ScheduleClock
    let player: BusyDayPlayer
    private let logger: Logger
    private let ready: @Sendable (Ready) async -> Void

    /// Migrates the store, seeds the world when there is none, and restores the test clock.
    /// - Parameters:
    ///   - clock: the real time.
    ///   - schedule: the time the dispatcher's schedules follow; its offset is restored from the store here.
    ///   - outbox: of `World.firmID`; the dispatcher has the same.
    ///   - sealer: under which the secrets of endpoints are kept; the dispatcher has the same.
    ///   - pauses: between the changes of the busy day, and before answers that are to be slow.
    ///   - ready: called once the port is bound and the ready file is written.
    package init(
        _ options: Options, store: any Store, clock: @escaping WallClock, schedule: ScheduleClock, outbox: Outbox,
        sealer: Sealer, random: @escaping RandomBytes, pauses: any Clock<Duration> = ContinuousClock(), logger: Logger,
        ready: @escaping @Sendable (Ready) async -> Void
    ) async throws {
        (self.options, self.schedule, self.logger, self.ready) = (options, schedule, logger, ready)
        world = World(store: store, clock: clock, scheduleClock: schedule.wallClock, outbox: outbox)
        self.sealer = sealer
        let tokens = Tokens(store: store, clock: clock, random: random)
        self.tokens = tokens
        uploads = Uploads(store: store, clock: clock) { tokens.secret() }
        intake = Intake(
            store: store, clock: clock, scheduleClock: schedule.wallClock, outbox: outbox, sealer: sealer,
            random: random)
        try await store.migrate(DeliverySchema.migrations)
        try await store.migrate(WorldSchema.migrations)
        try await store.migrate(FilesSchema.migrations)
        try await store.migrate(GrantsSchema.migrations)
        try await store.migrate(IntakeSchema.migrations)
        settings = try await Self.settle(options, store: store, tokens: tokens, now: clock())
        try await intake.begin(
            IntakeSeed(seed: settings.seed, matters: settings.matters, begunAt: settings.begunAt))
        lawVu = try await LawVuSandbox(
            store: store, settings: settings, uploads: uploads, clock: clock, scheduleClock: schedule.wallClock,
            outbox: outbox, random: random)
        (faults, self.pauses) = (try await Faults(store: store), pauses)
        player = BusyDayPlayer(
            world: world, seed: settings.seed, seeded: settings.matters, clock: pauses, logger: logger)
        let offset = try await store.read { try SandboxSettings.value(ControlController.offsetSetting, in: $0) }
        schedule.restore(offsetMilliseconds: offset.flatMap { Int64($0) } ?? 0)
    }

    /// The settings are saved first: a start that was cut off while seeding goes on with what it had begun.
    private static func settle(
        _ options: Options, store: any Store, tokens: Tokens, now: Instant
    ) async throws -> SandboxSettings {
        var settings = try await store.read { try SandboxSettings.load(in: $0) } ?? begin(options, tokens, now)
        let seed = WorldSeed(seed: settings.seed, matters: settings.matters, begunAt: settings.begunAt)
        if settings.mattersMade == 0 { try await store.write { [settings] in try settings.save(in: $0) } }
        if settings.mattersMade < settings.matters {
            try await seed.write(to: store, after: settings.mattersMade) { made, transaction in
                try SandboxSettings.put(SandboxSettings.mattersMade, String(made), in: transaction)
            } tell: {
                options.seeding($0, seed.matters)
            }
            settings.mattersMade = settings.matters
        }
        if try await tokens.current() == nil { try await tokens.issueLasting() }
        return settings
    }

    private static func begin(_ options: Options, _ tokens: Tokens, _ now: Instant) -> SandboxSettings {
        SandboxSettings(
            clientID: "sandbox-client", clientSecret: tokens.secret(), seed: options.seed,
            matters: min(max(options.matters, 1), WorldSeed.mattersMax), begunAt: now, mattersMade: 0, port: nil)
    }

    package func run() async throws {
        let said = options.port == 0 && settings.port != nil ? nil : options.port
        let port = said ?? settings.port ?? Self.defaultPort
        let application = Application(
            router: try router(),
            configuration: .init(address: .hostname(options.host, port: port), serverName: "matterwire-sandbox"),
            onServerRunning: { channel in
                do {
                    try await announce(port: channel.localAddress?.port ?? port)
                } catch { logger.error("the ready file could not be written", metadata: ["error": "\(error)"]) }
            },
            logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await player.run() }
            group.addTask { try await application.run() }
            // The player ends by being cancelled only, so this is the server's end.
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// What `/control/faults` does to the notices of all systems, for the sender that carries them.
    package var noticeFaults: @Sendable () -> NoticeFault { { [faults] in faults.nextOfNotices() } }

    func router() throws -> Router<SandboxContext> {
        let router = Router(context: SandboxContext.self, options: .autoGenerateHeadEndpoints)
        router.add(
            middleware: FaultMiddleware(faults: faults, clock: pauses, systems: [.actionStep, .lawVu, .lawfficient]))
        FilesController(uploads: uploads, tokens: tokens).addRoutes(to: router)
        RESTController(world: world, tokens: tokens).addRoutes(to: router)
        TokenController(tokens: tokens, settings: settings).addRoutes(to: router)
        LawVuTokenController(tokens: lawVu.tokens, settings: settings).addRoutes(to: router)
        lawVu.addRoutes(to: router)
        LawfficientController(intake: intake, windows: windows).addRoutes(to: router)
        let control = router.group("control").add(middleware: ControlRoutes())
        FaultsController(faults: faults).addRoutes(to: control)
        HookCutter(world: world, faults: faults).addRoutes(to: control)
        ControlController(world: world, schedule: schedule, player: player, lawVu: lawVu).addRoutes(to: control)
        let answers = try PageAnswers()
        let pages = router.group().add(
            middleware: PageRoutes(answers: answers, isLocal: Self.isLocal(host: options.host)))
        try ConsentController(desk: tokens, clientID: settings.clientID).addRoutes(to: pages)
        try ConsentController(desk: lawVu.tokens, clientID: settings.clientID).addRoutes(to: pages)
        PageController(world: world, uploads: uploads, player: player, answers: answers).addRoutes(to: pages)
        LawVuPageController(world: lawVu.world, uploads: uploads, answers: answers).addRoutes(to: pages)
        DeskController(intake: intake, answers: answers).addRoutes(to: pages)
        return router
    }

    /// Whether nobody but this machine can reach who listens there.
    static func isLocal(host: String) -> Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }

    private func announce(port: Int) async throws {
        try await world.store.write { try SandboxSettings.put("port", String(port), in: $0) }
        let url = "http://\(options.host):\(port)"
        let file = ReadyFile(
            url: url, settings: settings, tokens: try await tokens.current(),
            lawfficientKey: try await world.store.read { try APIKeys.list(in: $0).first?.secret },
            lawVu: try await lawVu.ready(url: url))
        let path = options.folder + "/sandbox.json"
        try file.write(to: path)
        await ready(Ready(url: url, port: port, readyFile: path))
    }
}
