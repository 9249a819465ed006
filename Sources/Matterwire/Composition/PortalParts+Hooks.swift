import Storage
import Sync

extension PortalParts {
    /// Keeps every source in step while the portal runs: its hooks in order, and what no hook tells found all the same.
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
        try await HookKeeper(
            store: store, connector: connector, contracts: [ActionStepDialect.system: ActionStepDialect.hooks],
            clock: ContinuousClock(), now: SystemClock.now, logger: logger
        ) { [practices] in try practices.practice(for: $0) }.run(address: address)
    }
}
