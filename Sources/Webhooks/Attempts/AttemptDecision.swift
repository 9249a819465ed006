/// The consequences of an attempt, for the delivery and for the subscription.
package struct AttemptDecision: Sendable, Equatable {
    package var retry: RetryDecision
    /// Set when the subscription is to be disabled.
    package var disableReason: DisableReason?
    /// How long nothing is sent to the endpoint.
    package var pause: Duration?
}

extension WebhookContract {
    /// Decides what follows from an attempt, and updates `health` for the next one. Pure.
    package func decide(
        _ attempt: Attempt, _ context: AttemptContext, _ health: inout EndpointHealth
    ) -> AttemptDecision {
        let decision = policy.decide(attempt, context, &health)
        health.failingSince = decision.retry == .delivered ? nil : health.failingSince ?? context.now
        return decision
    }
}
