package import Egress
import HTTPTypes
import Matters
import Records
import Webhooks

/// Sends the request of a claim and reads its answer.
struct AttemptSender: Sendable {
    let sender: any HTTPSender
    let clocks: DispatcherClocks
    let answerBytesMax: Int

    /// - Parameter secrets: the valid ones, the newest first.
    /// - Throws: only `CancellationError`.
    func attempt(_ claim: DeliveryClaim, secrets: [String]) async throws -> Attempt {
        let startedAt = clocks.now()
        let start = clocks.machineNow()
        var result: AttemptResult
        var answer: [UInt8] = []
        var retryAfter: Duration?
        do {
            let response = try await sender.send(call(for: claim, secrets: secrets, at: start))
            result = .answered(status: response.status)
            answer = response.body
            retryAfter = RetryAfter.delay(response.headers[.retryAfter], at: clocks.machineNow())
        } catch let failure as NetworkFailure {
            result = .failed(failure)
        }
        return Attempt(
            startedAt: startedAt, milliseconds: (clocks.machineNow() - start).wholeMilliseconds, result: result,
            answer: answer, retryAfter: retryAfter)
    }

    private func call(for claim: DeliveryClaim, secrets: [String], at now: Instant) -> HTTPCall {
        let policy = claim.destination.contract.policy
        var headers: HTTPFields = [.contentType: policy.contentType, .userAgent: "Matterwire"]
        let signature = policy.signatureHeaders(
            id: claim.messageID ?? "", body: claim.body, secrets: secrets, at: now)
        for (name, value) in signature {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        return HTTPCall(
            .post, claim.destination.targetURL, headers: headers, body: claim.body, deadline: policy.attemptDeadline,
            answerLimit: .cut(atBytes: answerBytesMax))
    }
}

/// Sends one request: the guarded client in production, a sender that injects faults in the sandbox, a simulated network
/// in tests.
package protocol HTTPSender: Sendable {
    /// - Throws: `NetworkFailure`, or `CancellationError`.
    func send(_ call: HTTPCall) async throws -> HTTPAnswer
}

extension GuardedHTTPClient: HTTPSender {}
