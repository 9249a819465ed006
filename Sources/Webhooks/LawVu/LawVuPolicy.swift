package import Matters

/// When LawVu retries a notice, and when it disables a subscription.
///
/// A notice is retried after one, two and five minutes; the fourth failure abandons it. Ten abandoned notices within 24
/// hours disable the subscription for good; deliveries in between do not reset the count.
package enum LawVuPolicy: ContractPolicy {
    package static let attemptDeadline = Duration.seconds(5)
    package static let abandonedMax = 10
    package static let abandonedPeriod = Duration.seconds(86_400)
    private static let backoff = BackoffSchedule(
        delays: [.seconds(60), .seconds(120), .seconds(300)], jitterPercent: 0)

    package static func coalesces(_ event: String) -> Bool { LawVuTopic(rawValue: event)?.isWindowed == true }

    package static func decide(
        _ attempt: Attempt, _ context: AttemptContext, _ health: inout EndpointHealth
    ) -> AttemptDecision {
        let retry = backoff.decide(attempt.result, context)
        guard retry == .abandoned else { return AttemptDecision(retry: retry) }
        health.abandonedAt.removeAll { context.now - $0 > abandonedPeriod }
        health.abandonedAt = (health.abandonedAt + [context.now]).suffix(abandonedMax)
        let isTooOften = health.abandonedAt.count >= abandonedMax
        return AttemptDecision(retry: retry, disableReason: isTooOften ? .abandonedTooOften : nil)
    }

    /// The client state is all that tells a genuine notice from a forged one.
    package static func verify(
        _ body: [UInt8], secret: String, at now: Instant, header: (String) -> String?
    ) throws(SignatureFault) -> Bool {
        guard let notice = try? LawVuNotice(body: body) else { throw .malformed }
        guard notice.isFrom(subscriberWith: secret) else { throw .wrong }
        return true
    }
}
