package import Matters
package import Records
package import Webhooks

/// An attempt that ended, at the delivery of a claim.
package struct EndedAttempt: Sendable {
    package var claim: DeliveryClaim
    package var attempt: Attempt
    /// From 0 to 1, for the jitter of a wait.
    package var jitter: Double

    package var isDelivered: Bool { claim.destination.contract.policy.isDelivered(attempt.result) }
}

/// What the ended attempts of one subscription change: the rows to write. Pure, so that every case is tested without a
/// database.
package struct AttemptConsequences: Sendable, Equatable {
    package let deliveries: [DeliveryUpdate]
    /// Nil when health and pause stay as they are.
    package let health: EndpointHealth?
    package let pausedUntil: Instant?
    /// Set when the subscription is to be disabled.
    package let disableReason: DisableReason?
    /// The ordering keys whose next delivery becomes the first of its queue.
    package let advancingKeys: [String]

    /// - Parameter ended: in the order in which they ended, all of this subscription.
    package init(of ended: [EndedAttempt], for subscription: SubscriptionState, at now: Instant) {
        var health = subscription.health
        let decisions = ended.map { one in
            let context = AttemptContext(
                number: one.claim.attempts + 1, isDurable: subscription.isDurable, jitter: one.jitter, now: now)
            return subscription.contract.decide(one.attempt, context, &health)
        }
        let reason = subscription.status.isEnabled ? decisions.lazy.compactMap(\.disableReason).first : nil
        let unsentState = reason == nil ? subscription.unsentState : subscription.unsentStateOnceDisabled
        let pause = decisions.compactMap(\.pause).max()

        deliveries = zip(ended, decisions).map { Self.update($0, after: $1.retry, unsentState: unsentState, at: now) }
        self.health = health != subscription.health || pause != nil ? health : nil
        pausedUntil = pause.map { now + $0 }
        disableReason = reason
        let finished = zip(ended, decisions).filter { $1.retry.isFinal }.map(\.0.claim.orderingKey)
        advancingKeys = unsentState == nil ? Set(finished).sorted() : []
    }

    /// - Parameter unsentState: of a delivery that would be retried; nil while the subscription is enabled.
    private static func update(
        _ ended: EndedAttempt, after retry: RetryDecision, unsentState: DeliveryState?, at now: Instant
    ) -> DeliveryUpdate {
        var dueAt: Instant?
        if case .retry(let delay) = retry { dueAt = now + delay }
        let state: DeliveryState =
            switch retry {
            case .delivered: .delivered
            case .abandoned: .abandoned
            case .retry: unsentState ?? .waiting
            }
        return DeliveryUpdate(
            deliveryID: ended.claim.id, leaseToken: ended.claim.leaseToken, state: state, dueAt: dueAt,
            finishedAt: state.isFinished ? now : nil, attempt: ended.attempt)
    }
}

extension SubscriptionState {
    /// The state of a delivery that is not sent any more; nil while the subscription is enabled.
    package var unsentState: DeliveryState? {
        switch status {
        case .active, .catchingUp: nil
        case .deleted: .missed
        case .disabled: unsentStateOnceDisabled
        }
    }

    package var unsentStateOnceDisabled: DeliveryState { contract.unsentState(isDurable: isDurable) }
}

extension WebhookContract {
    /// What becomes of the unsent deliveries of a disabled subscription.
    func unsentState(isDurable: Bool) -> DeliveryState {
        policy.keepsWhileDisabled(isDurable: isDurable) ? .held : .missed
    }
}
