package import Matters

/// When Lawfficient retries a message: today never; a durable endpoint is retried for over a day, as the vendor has
/// announced. No endpoint is ever disabled for its failures.
package enum LawfficientPolicy: ContractPolicy {
    package static let attemptDeadline = Duration.seconds(5)
    package static let hasMessageIDs = true
    package static let allowsResending = true
    package static let signs = true

    package static func keepsWhileDisabled(isDurable: Bool) -> Bool { isDurable }

    package static func decide(
        _ attempt: Attempt, _ context: AttemptContext, _ health: inout EndpointHealth
    ) -> AttemptDecision {
        if context.isDurable {
            return AttemptDecision(retry: BackoffSchedule.overOneDay.decide(attempt.result, context))
        }
        return AttemptDecision(retry: attempt.result.isSuccessStatus ? .delivered : .abandoned)
    }

    package static func signatureHeaders(
        id: String, body: [UInt8], secrets: [String], at now: Instant
    ) -> [(name: String, value: String)] {
        guard let secret = secrets.first.flatMap({ try? LawfficientSecret($0) }) else { return [] }
        let header = LawfficientSignature.header(for: body, secret: secret, at: now)
        return [(LawfficientSignature.headerName, header)]
    }

    package static func isSecret(_ text: String) -> Bool { (try? LawfficientSecret(text)) != nil }

    package static func verify(
        _ body: [UInt8], secret: String, at now: Instant, header: (String) -> String?
    ) throws(SignatureFault) -> Bool {
        guard let key = try? LawfficientSecret(secret) else { throw .malformed }
        try LawfficientSignature.verify(header(LawfficientSignature.headerName), body: body, secret: key, at: now)
        return true
    }
}
