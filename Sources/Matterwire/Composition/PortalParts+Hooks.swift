import Engine
import Storage

extension PortalParts {
    /// Keeps the hooks of every source in order while the portal runs.
    func keepHooks(address: String) async throws {
        try await HookKeeper(
            store: store, connector: connector, events: [ActionStepDialect.system: ActionStepDialect.events],
            clock: ContinuousClock(), logger: logger
        ) { [practices] in try practices.practice(for: $0) }.run(address: address)
    }
}
