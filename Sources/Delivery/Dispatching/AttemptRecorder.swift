import Matters
import Records
import Storage

/// Writes the consequences of ended attempts.
struct AttemptRecorder {
    let firmID: String
    let transaction: any Writing
    let now: Instant

    /// Subscriptions are locked in the order of their ids, as publishers lock them, so that on PostgreSQL transactions
    /// wait for one another and never in a circle.
    func record(_ ended: [EndedAttempt]) throws {
        let bySubscription = Dictionary(grouping: ended, by: \.claim.destination.subscriptionID)
        for (id, ended) in bySubscription.sorted(by: { $0.key < $1.key }) {
            guard let subscription = try Subscriptions.lock(id, firmID: firmID, in: transaction) else { continue }
            try write(AttemptConsequences(of: ended, for: subscription, at: now), of: id)
        }
    }

    private func write(_ consequences: AttemptConsequences, of id: Int64) throws {
        try Deliveries.record(consequences.deliveries, firmID: firmID, in: transaction)
        if let health = consequences.health {
            try Subscriptions.updateHealth(
                health, pausedUntil: consequences.pausedUntil, of: id, firmID: firmID, in: transaction)
        }
        if let reason = consequences.disableReason {
            try SubscriptionLifecycle.disable(id, because: reason, firmID: firmID, in: transaction, at: now)
        } else {
            try Deliveries.advance(consequences.advancingKeys, of: id, firmID: firmID, in: transaction)
        }
    }
}
