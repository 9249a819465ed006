import Delivery
import Egress
import LocalServer
import Logging
import Matters
import Records
import ServiceLifecycle
import Storage
import Synchronization
import TestStore
import Testing
import Webhooks

private final class Tokens: Sendable {
    private let count = Mutex(0)
    func next() -> String {
        count.withLock {
            $0 += 1
            return "lease-\($0)"
        }
    }
}

/// A dispatcher over a real database, with a schedule that only a test moves.
final class Bench: Sendable {
    struct LoggedAttempt {
        var startedAt: Instant
        var status: Int64?
        var failure: String?
    }

    let start = Instant.seconds(1_600_000_000)
    let store: any Store
    private let folder: TemporaryFolder
    private let clock = ManualClock()
    private let turns = Signal()
    private let servers = Mutex<[LocalServer]>([])
    let outbox = Outbox(firmID: "demo", newMessageID: Secret.uuid)
    let sealer = Sealer(key: Secret.bytes(Sealer.keyBytes))

    init() async throws {
        folder = try TemporaryFolder("delivery")
        store = try await freshStore(in: folder)
    }

    var now: Instant { start + clock.now.offset }

    func hook(at url: String, event: String = "StepChanged") async throws -> Subscription {
        try await store.write { [now] in
            try Subscriptions.create(
                contract: .actionstep, events: [event], targetURL: url, owner: "someone", firmID: "demo", in: $0,
                at: now)
        }
    }

    func hook(_ respond: @escaping LocalServer.Respond) async throws -> Subscription {
        try await hook(at: try await receiver(respond))
    }

    /// Kept for as long as the bench.
    func receiver(_ respond: @escaping LocalServer.Respond) async throws -> String {
        let server = try await LocalServer.start(respond)
        servers.withLock { $0.append(server) }
        return server.url + "/in"
    }

    func publish(_ matter: String) async throws { try await publish([matter]) }

    /// In one transaction.
    func publish(_ matters: [String]) async throws {
        try await store.write { [outbox, now] in
            for matter in matters { try outbox.publish(stepChanged(matter), in: $0, at: now) }
        }
    }

    /// Moves the schedule, and rings for a sleeper that was about to lie down.
    func advance(seconds: Int) async throws {
        clock.advance(by: .seconds(seconds))
        try await store.write { $0.notify(.deliveries) }
    }

    /// Moves the schedule once somebody sleeps on it, and leaves it to that sleeper to wake up.
    func advanceSleepers(seconds: Int) async throws {
        try await clock.sleepers(1)
        clock.advance(by: .seconds(seconds))
    }

    /// - Parameter machine: for leases and pauses.
    func dispatcher(_ client: GuardedHTTPClient, machine: any Clock<Duration> = ContinuousClock()) -> Dispatcher {
        let tokens = Tokens()
        let clocks = Dispatcher.Clocks(
            schedule: clock, now: { self.now }, machine: machine, machineNow: { self.start })
        return Dispatcher(
            store: store, courier: client, outbox: outbox, sealer: sealer, clocks: clocks, chance: { 0.5 },
            newToken: { tokens.next() }, turned: turns.notify,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    }

    func serviceGroup(machine: any Clock<Duration>) throws -> ServiceGroup {
        ServiceGroup(
            services: [dispatcher(try Self.client(), machine: machine)],
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    }

    /// - Parameter deadlines: of the attempts; stand still unless a test moves them.
    static func client(deadlines: any Clock<Duration> = ManualClock()) throws -> GuardedHTTPClient {
        let loopback = try #require(AddressBlock("127.0.0.0/8"))
        // Nothing here depends on how long the machine takes, however much it has to do.
        var limits = GuardedHTTPClient.Limits()
        limits.connectTimeout = .seconds(3_600)
        return GuardedHTTPClient(policy: NetworkPolicy(allowing: [loopback]), clock: deadlines, limits: limits)
    }

    /// Nobody waits for the client to shut down: it does so when it goes, and what it is dialling may take a while.
    /// - Parameter deadlines: of the attempts.
    func running(deadlines: any Clock<Duration> = ManualClock(), _ body: () async throws -> Void) async throws {
        let client = try Self.client(deadlines: deadlines)
        let dispatcher = dispatcher(client)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await dispatcher.run() }
            defer { group.cancelAll() }
            try await body()
        }
    }

    func count(_ state: Deliveries.State, of hook: Subscription) async throws -> Int {
        try await store.read { try Deliveries.count(state, of: hook.id, firmID: "demo", in: $0) }
    }

    func status(of hook: Subscription) async throws -> Subscription.Status? {
        try await store.read { try Subscriptions.find(hook.id, firmID: "demo", in: $0)?.status }
    }

    func attempts(of hook: Subscription) async throws -> [LoggedAttempt] {
        try await store.read { reading in
            try reading.rows(
                """
                SELECT a.started_at, a.status, a.failure FROM attempts a
                JOIN deliveries d ON d.delivery_id = a.delivery_id WHERE d.subscription_id = $1
                ORDER BY a.number, d.delivery_id
                """, [.integer(hook.id)]
            ).map {
                LoggedAttempt(
                    startedAt: Instant(milliseconds: $0.integer(0)), status: $0.optionalInteger(1),
                    failure: $0.optionalText(2))
            }
        }
    }

    func settled(_ hook: Subscription, as state: Deliveries.State, count: Int) async throws {
        try await until { try await self.count(state, of: hook) >= count }
    }

    func attempted(_ hook: Subscription, times: Int) async throws {
        try await until { try await self.attempts(of: hook).count >= times }
    }

    /// Looks after each turn of the dispatcher; the suite's time limit is the net.
    func until(_ isTrue: () async throws -> Bool) async throws { try await turns.until(isTrue) }
}
