import Delivery
import Egress
import Logging
import Matters
import Records
import Sandbox
import SandboxKit
import ServiceLifecycle
import Storage
import StorageSQLite
import Webhooks

/// The sandbox's live parts: its own database, its world, and the dispatcher that sends its hooks.
struct SandboxParts {
    let store: SQLiteStore
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
        let (outbox, sealer) = (Outbox(firmID: SandboxFirm.id, newMessageID: Secret.uuid), try folder.sealer())
        do {
            application = try await SandboxApplication(
                options, store: store, clock: SystemClock.now, schedule: schedule, outbox: outbox,
                sealer: sealer, random: Secret.bytes, logger: logger, ready: ready)
            // The file has one owner: whatever is leased was leased by a process that is gone.
            try await store.write { try DeliveryLeases.releaseAll(in: $0, at: schedule.now) }
        } catch let error as StoreError {
            throw CommandFailure.couldNotRun("\(folder.file(DataFolder.sandboxFile)): \(error)")
        }
        // Whoever tests on this machine receives on this machine.
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
            Running { [store] in
                await store.watchOtherProcesses(every: .milliseconds(200), clock: ContinuousClock())
            },
            sender, dispatcher, application,
        ]
    }

    /// To be called when every service has stopped.
    func close() async {
        await client.shutDown()
        await store.close()
    }
}
