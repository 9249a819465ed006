/// Runs a write that must survive the cancellation of the calling task: recording a failure, releasing a lease, ending
/// a session. The only place below the composition root where an unstructured task is made.
///
/// The caller still waits for the result; only its cancellation is not passed on.
/// - Throws: what `operation` throws.
package func uncancelled<Result: Sendable>(
    _ operation: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await Task { try await operation() }.value
}
