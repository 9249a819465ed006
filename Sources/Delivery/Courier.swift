package import Egress

/// Carries one request to its receiver. The guarded client is the one that serves; a sandbox puts faults between, and
/// a simulation has a network of its own.
package protocol Courier: Sendable {
    /// Throws `NetworkFailure`, or `CancellationError`.
    func send(_ call: HTTPCall) async throws -> HTTPAnswer
}

extension GuardedHTTPClient: Courier {}
