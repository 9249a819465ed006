package import Matters

/// When the portal retries a message, and when it disables an endpoint.
///
/// A message is retried for over a day, never sooner than the endpoint asks. Five days without a success disable the
/// endpoint, and so does the answer 410. Only a person enables it again.
package enum StandardPolicy: ContractPolicy {
    package static let attemptDeadline = Duration.seconds(15)
    package static let hasMessageIDs = true
    package static let allowsResending = true
    package static let signs = true

    package static let failingMax = Duration.seconds(5 * 86_400)
    package static let pauseWithoutRetryAfter = Duration.seconds(60)
    private static let overloaded: Set<Int> = [429, 502, 504]

    package static func keepsWhileDisabled(isDurable: Bool) -> Bool { true }

    package static func decide(
        _ attempt: Attempt, _ context: AttemptContext, _ health: inout EndpointHealth
    ) -> AttemptDecision {
        guard case .answered(let status) = attempt.result else {
            return AttemptDecision(retry: retry(attempt, context), disableReason: failing(context, health))
        }
        if attempt.result.isSuccessStatus { return AttemptDecision(retry: .delivered) }
        // The endpoint says that it will never accept anything again.
        if status == 410 { return AttemptDecision(retry: .abandoned, disableReason: .gone) }
        let reason = failing(context, health)
        let pauses = reason == nil && overloaded.contains(status)
        let pause = min(attempt.retryAfter ?? pauseWithoutRetryAfter, RetryAfter.longest)
        return AttemptDecision(retry: retry(attempt, context), disableReason: reason, pause: pauses ? pause : nil)
    }

    private static func failing(_ context: AttemptContext, _ health: EndpointHealth) -> DisableReason? {
        context.now - (health.failingSince ?? context.now) >= failingMax ? .failing : nil
    }

    private static func retry(_ attempt: Attempt, _ context: AttemptContext) -> RetryDecision {
        let decision = BackoffSchedule.overOneDay.decide(attempt.result, context)
        guard case .retry(let delay) = decision, let retryAfter = attempt.retryAfter else { return decision }
        return .retry(after: max(delay, min(retryAfter, RetryAfter.longest)))
    }
}

extension StandardPolicy {
    package static func signatureHeaders(
        id: String, body: [UInt8], secrets: [String], at now: Instant
    ) -> [(name: String, value: String)] {
        let keys = secrets.compactMap { try? StandardSecret($0) }
        let signature = StandardSignature(id: id, body: body, secrets: keys, at: now)
        return [
            (StandardSignature.idHeader, signature.id), (StandardSignature.timestampHeader, signature.timestamp),
            (StandardSignature.signatureHeader, signature.signature),
        ]
    }

    package static func isSecret(_ text: String) -> Bool { (try? StandardSecret(text)) != nil }

    package static func verify(
        _ body: [UInt8], secret: String, at now: Instant, header: (String) -> String?
    ) throws(SignatureFault) -> Bool {
        guard let key = try? StandardSecret(secret) else { throw .malformed }
        try StandardSignature(
            id: header(StandardSignature.idHeader) ?? "", timestamp: header(StandardSignature.timestampHeader) ?? "",
            signature: header(StandardSignature.signatureHeader) ?? ""
        ).verify(body: body, secrets: [key], at: now)
        return true
    }
}
