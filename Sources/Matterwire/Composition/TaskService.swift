import ServiceLifecycle

/// Runs an operation as a service: it is cancelled at a graceful shutdown, and then awaited.
struct TaskService: Service {
    var onShutdown: @Sendable () -> Void = {}
    let operation: @Sendable () async throws -> Void

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
