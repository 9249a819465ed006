package import Egress

/// Sends one request: the guarded client in production, a sender that injects faults in the sandbox, a simulated network
/// in tests.
package protocol HTTPSender: Sendable {
    /// - Throws: `NetworkFailure`, or `CancellationError`.
    func send(_ call: HTTPCall) async throws -> HTTPAnswer
}

extension GuardedHTTPClient: HTTPSender {}
