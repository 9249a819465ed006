package import Logging
import Records
import ServiceLifecycle
package import Storage

/// Runs one dispatcher for each firm, including firms that are connected while the server runs.
package struct DispatcherFleet: Service {
    private let store: any Store
    private let dispatcher: @Sendable (_ firmID: String) -> Dispatcher
    private let logger: Logger

    package init(store: any Store, logger: Logger, dispatcher: @escaping @Sendable (_ firmID: String) -> Dispatcher) {
        self.store = store
        self.logger = logger
        self.dispatcher = dispatcher
    }

    /// Runs until the service group shuts down; then each dispatcher ends its attempts under way.
    /// - Throws: `StoreError` when the firms cannot be read at the start.
    package func run() async throws {
        let changes = store.listen(to: .settings)
        try await withThrowingDiscardingTaskGroup { group in
            var running: Set<String> = []
            func startNew() async throws {
                for firm in try await store.read({ try Firms.all(in: $0) }) where running.insert(firm.id).inserted {
                    let dispatcher = dispatcher(firm.id)
                    group.addTask { try await dispatcher.run() }
                }
            }
            try await startNew()
            for await _ in changes.cancelOnGracefulShutdown() {
                // The store may be unavailable for a while; running dispatchers go on, and the next notification retries.
                do { try await startNew() } catch {
                    logger.error("the firms could not be read", metadata: ["error": "\(error)"])
                }
            }
        }
    }
}
