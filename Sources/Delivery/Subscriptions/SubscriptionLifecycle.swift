package import Matters
import Records
package import Storage
package import Webhooks

/// Disables, enables and deletes subscriptions, with everything that follows for their deliveries and resend jobs.
package enum SubscriptionLifecycle {
    /// Unsent deliveries are held or missed, as the contract says; attempts under way finish by themselves. Does nothing
    /// unless the subscription is enabled.
    /// - Throws: `StoreError`, as all functions here do.
    package static func disable(
        _ id: Int64, because reason: DisableReason, firmID: String, in transaction: any Writing, at now: Instant
    ) throws {
        let before = try Subscriptions.markDisabled(id, because: reason, firmID: firmID, in: transaction, at: now)
        guard let before else { return }
        try Deliveries.finishUnleased(
            of: id, as: before.unsentStateOnceDisabled, firmID: firmID, in: transaction, at: now)
        try Resends.stop(of: id, firmID: firmID, in: transaction, at: now)
    }

    /// Ends a subscription for good; its unsent and held deliveries are missed.
    package static func delete(_ id: Int64, firmID: String, in transaction: any Writing, at now: Instant) throws {
        try Subscriptions.markDeleted(id, firmID: firmID, in: transaction, at: now)
        try Deliveries.finishUnleased(of: id, as: .missed, firmID: firmID, in: transaction, at: now)
        try Deliveries.markHeldAsMissed(of: id, firmID: firmID, in: transaction)
        try Resends.stop(of: id, firmID: firmID, in: transaction, at: now)
    }

    /// Enables a disabled subscription and resets its health, because a person has checked it.
    /// - Parameter catchesUp: whether held deliveries are sent first; otherwise they stay held until a person resends them.
    package static func enable(
        _ id: Int64, catchesUp: Bool, firmID: String, in transaction: any Writing, at now: Instant
    ) throws {
        let isChanged = try Subscriptions.markEnabled(
            id, as: catchesUp ? .catchingUp : .active, firmID: firmID, in: transaction)
        guard isChanged, catchesUp else { return }
        _ = try ResendJobs.begin(.held, of: id, firmID: firmID, in: transaction, at: now)
    }
}
