import Delivery
import Egress
import Logging
import Matters
import Records
import Sandbox
import SandboxKit
import ServiceLifecycle
import Storage
import Webhooks

/// The composition root of the sandbox: its own database, the simulated systems, and the dispatcher of their webhooks.
struct SandboxParts {
    let store: any Store
    private let client: GuardedHTTPClient
    private let sender: FaultInjectingSender
    private let dispatcher: Dispatcher
    private let application: SandboxApplication

    init(
        folder: DataFolder, options: SandboxApplication.Options, logger: Logger,
        ready: @escaping @Sendable (SandboxApplication.Ready) async -> Void
    ) async throws {
        store = try folder.store(DataFolder.sandboxFile, .server)
        let schedule = ScheduleClock(base: SystemClock.now)
        let outbox = Outbox(firmID: SandboxFirm.id, newMessageID: Secret.uuid)
        let sealer = try folder.sealer()
        do {
            application = try await SandboxApplication(
                options, store: store, clock: SystemClock.now, schedule: schedule, outbox: outbox,
                sealer: sealer, random: Secret.bytes, logger: logger, ready: ready)
            // The file has one server at a time, so every lease belongs to a dead process.
            try await store.write { try DeliveryLeases.releaseAll(in: $0, at: schedule.now) }
        } catch let error as StoreError {
            throw CommandFailure.couldNotRun("\(folder.file(DataFolder.sandboxFile)): \(error)")
        }
        // Endpoints of tests are on this machine.
        client = GuardedHTTPClient(policy: NetworkPolicy(allowing: PortalParts.loopback))
        sender = FaultInjectingSender(sender: client, clock: ContinuousClock(), next: application.noticeFaults)
        dispatcher = Dispatcher(
            store: store, sender: sender, outbox: outbox, sealer: sealer,
            clocks: .init(
                schedule: ContinuousClock(), now: schedule.wallClock, machine: ContinuousClock(),
                machineNow: SystemClock.now), jitter: { Double.random(in: 0...1) }, newToken: Secret.id, logger: logger)
    }

    var services: [any Service] {
        [
            TaskService { [store] in await store.watchOtherProcesses(clock: ContinuousClock()) },
            sender, dispatcher, application,
        ]
    }

    /// Called after every service has stopped.
    func close() async {
        await client.shutDown()
        await store.close()
    }

    /// The webhooks of a simulated system, for commands beside the sandbox. Any address may be called.
    static func endpointService(
        _ contract: WebhookContract, store: any Store, sealer: Sealer
    ) async throws -> EndpointService {
        let schedule = try await store.read { try ScheduleClock.stored(base: SystemClock.now, in: $0) }
        return EndpointService(
            contract: contract, firmID: SandboxFirm.id, owner: HookOwners.owner(of: contract), access: .all,
            store: store, sealer: sealer, outbox: Outbox(firmID: SandboxFirm.id, newMessageID: Secret.uuid),
            rules: EndpointRules(policy: nil, allowsPlainHTTP: true, randomBytes: Secret.bytes),
            now: schedule.wallClock)
    }
}
