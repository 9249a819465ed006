import Storage
import Sync

extension PortalParts {
    /// Runs beside the portal until cancelled: the hooks of every source stay registered, and what no hook tells is
    /// reconciled.
    func keepFeeds(address: String) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await keepHooks(address: address) }
            group.addTask {
                try await RegularReconciliation(store: store, clock: ContinuousClock(), now: SystemClock.now).run()
            }
            try await group.next()
            group.cancelAll()
        }
    }

    private func keepHooks(address: String) async throws {
        try await HookMonitor(
            store: store, connector: connector, adapters: PracticeSystems.adapters, clients: practices,
            clock: ContinuousClock(), now: SystemClock.now, logger: logger
        ).run(address: address)
    }
}
