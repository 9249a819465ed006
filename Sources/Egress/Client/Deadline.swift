import Matters

/// Runs `operation`, and cancels it when `limit` has passed. Waits for the operation, which must react to cancellation.
/// - Throws: `NetworkFailure.timedOut`, `CancellationError`, or what `operation` throws.
package func withDeadline<Result: Sendable>(
    _ limit: Duration, clock: any Clock<Duration>, _ operation: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await withThrowingTaskGroup(of: Result.self) { group in
        group.addTask { try await operation() }
        group.addTask {
            try await clock.sleep(for: limit)
            throw NetworkFailure.timedOut
        }
        defer { group.cancelAll() }
        guard let result = try await group.next() else { throw CancellationError() }
        return result
    }
}
