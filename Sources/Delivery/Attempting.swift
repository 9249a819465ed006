import Egress
import HTTPTypes
import Matters
import Records
import Webhooks

/// Turns a claim into a request, and its answer into a settlement.
struct Attempting: Sendable {
    let courier: any Courier
    let clocks: Dispatcher.Clocks
    let answerBytesMax: Int

    /// Throws only `CancellationError`.
    /// - Parameter secrets: those that are alive, the newest first.
    func attempt(_ claim: Deliveries.Claim, secrets: [String], chance: Double) async throws -> Deliveries.Settlement {
        let (startedAt, start) = (clocks.now(), clocks.machineNow())
        var (result, answer, retryAfter) = (AttemptResult.failed(.other), [UInt8](), Duration?.none)
        do {
            let response = try await courier.send(call(for: claim, secrets: secrets, at: start))
            (result, answer) = (.answered(status: response.status), response.body)
            retryAfter = RetryAfter.delay(response.headers[.retryAfter], at: clocks.machineNow())
        } catch let failure as NetworkFailure {
            result = .failed(failure)
        }
        let attempt = Attempt(
            startedAt: startedAt, milliseconds: (clocks.machineNow() - start).wholeMilliseconds, result: result,
            answer: answer)
        return Deliveries.Settlement(claim: claim, attempt: attempt, retryAfter: retryAfter, chance: chance)
    }

    private func call(for claim: Deliveries.Claim, secrets: [String], at now: Instant) -> HTTPCall {
        let contract = claim.lane.contract
        var headers: HTTPFields = [.contentType: contract.contentType, .userAgent: "Matterwire"]
        let message = SignedMessage(id: claim.messageID ?? "", body: claim.body, secrets: secrets)
        for (name, value) in message.headers(of: contract, at: now) {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        return HTTPCall(
            .post, claim.lane.targetURL, headers: headers, body: claim.body, deadline: contract.attemptDeadline,
            answerLimit: .cut(atBytes: answerBytesMax))
    }
}
