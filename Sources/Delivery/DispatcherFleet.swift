package import Logging
import Records
import ServiceLifecycle
package import Storage

/// Runs a dispatcher for each firm there is, and for each that is connected while the server runs.
package struct DispatcherFleet: Service {
    private let store: any Store
    private let dispatcher: @Sendable (_ firmID: String) -> Dispatcher
    private let logger: Logger

    package init(
        store: any Store, logger: Logger, dispatcher: @escaping @Sendable (_ firmID: String) -> Dispatcher
    ) {
        (self.store, self.logger, self.dispatcher) = (store, logger, dispatcher)
    }

    /// Until the service group shuts down; then each dispatcher ends what it has under way.
    package func run() async throws {
        let bell = store.listen(to: .settings)
        try await withThrowingDiscardingTaskGroup { group in
            var running: Set<String> = []
            func startNew() async throws {
                for firm in try await store.read({ try Firms.all(in: $0) }) where running.insert(firm.id).inserted {
                    let dispatcher = dispatcher(firm.id)
                    group.addTask { try await dispatcher.run() }
                }
            }
            try await startNew()
            for await _ in bell.cancelOnGracefulShutdown() {
                // The rows may be out of reach for a while; what runs goes on, and the next bell is soon.
                do { try await startNew() } catch {
                    logger.error("the firms could not be read", metadata: ["error": "\(error)"])
                }
            }
        }
    }
}
