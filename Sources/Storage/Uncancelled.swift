/// Runs a write that must survive the cancellation of the task that asks for it: recording a failure, releasing a
/// lease, ending a session. The only place below the composition root where an unstructured task is made.
///
/// The caller still waits for the result; only cancellation is kept out.
package func uncancelled<Result: Sendable>(
    _ operation: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await Task { try await operation() }.value
}
