import Storage
import Sync

extension PortalParts {
    /// Runs the processors beside `operation`, and stops them when it returns. A server on the same data may run its
    /// own: leases keep the two apart.
    func processing(while operation: @escaping @Sendable () async throws -> Void) async throws {
        let processors = self.processors()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await processors.run() }
            group.addTask { await store.watchOtherProcesses(clock: ContinuousClock()) }
            group.addTask { try await operation() }
            // The operation ends first, unless the processors fail, and then there is nothing to wait for.
            try await group.next()
            group.cancelAll()
        }
    }

    /// Runs beside the portal until cancelled: the hooks of every source stay registered, and what no hook tells is
    /// reconciled.
    func keepFeeds(address: String) async throws {
        let hooks = HookMonitor(
            store: store, connector: connector, adapters: PracticeSystems.adapters, clients: practices,
            address: address, now: SystemClock.now, logger: logger)
        let reconciliation = RegularReconciliation(store: store, now: SystemClock.now)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await hooks.run(clock: ContinuousClock()) }
            group.addTask { try await reconciliation.run(clock: ContinuousClock()) }
            try await group.next()
            group.cancelAll()
        }
    }
}
