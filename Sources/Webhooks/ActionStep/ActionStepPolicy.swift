import Matters

/// When ActionStep retries a notice, and when it disables a hook.
///
/// Published: any answer but 200 disables the hook at once, and network errors are retried "automatically". The number
/// of retries and their waits are our choice.
package enum ActionStepPolicy: ContractPolicy {
    package static let attemptDeadline = Duration.seconds(10)
    package static let contentType = "application/vnd.api+json"
    private static let backoff = BackoffSchedule(delays: [.seconds(10), .seconds(60), .seconds(300)], jitterPercent: 0)

    package static func isDelivered(_ result: AttemptResult) -> Bool { result == .answered(status: 200) }

    package static func decide(
        _ attempt: Attempt, _ context: AttemptContext, _ health: inout EndpointHealth
    ) -> AttemptDecision {
        if isDelivered(attempt.result) { return AttemptDecision(retry: .delivered) }
        if case .failed = attempt.result, let delay = backoff.delay(afterAttempt: context.number) {
            return AttemptDecision(retry: .retry(after: delay))
        }
        return AttemptDecision(retry: .abandoned, disableReason: .unexpectedAnswer)
    }
}
