import ServiceLifecycle

/// Runs an operation as a service: it is cancelled at a graceful shutdown, and then awaited.
struct TaskService: Service {
    private let onShutdown: @Sendable () -> Void
    private let operation: @Sendable () async throws -> Void

    init(
        onShutdown: @escaping @Sendable () -> Void = {}, _ operation: @escaping @Sendable () async throws -> Void
    ) {
        self.onShutdown = onShutdown
        self.operation = operation
    }

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await cancelWhenGracefulShutdown {
                do { try await operation() } catch  where Task.isCancelled {}
            }
        } onGracefulShutdown: {
            onShutdown()
        }
    }
}
