package import Matters
import Records
package import Storage

/// Ends the leases of deliveries whose attempt did not take place or was lost.
package enum DeliveryLeases {
    /// Releases claims whose attempt was aborted, without counting an attempt.
    /// - Throws: `StoreError`, as all functions here do.
    static func release(
        _ claims: [DeliveryClaim], firmID: String, in transaction: any Writing, at now: Instant
    ) throws {
        try Deliveries.release(claims, firmID: firmID, in: transaction)
        try reschedule(Set(claims.map(\.destination.subscriptionID)), firmID: firmID, in: transaction, at: now)
    }

    /// Releases what was claimed by a process that did not report back in time.
    static func releaseExpired(firmID: String, in transaction: any Writing, at time: ClockReading) throws {
        let ids = try Deliveries.endExpiredLeases(firmID: firmID, in: transaction, at: time.machine)
        try reschedule(ids, firmID: firmID, in: transaction, at: time.now)
    }

    /// Releases every lease. Only the single owner of an embedded database may call this, at its start, when every lease
    /// belongs to a dead process.
    package static func releaseAll(in transaction: any Writing, at now: Instant) throws {
        for (firmID, ids) in try Deliveries.releaseAllLeases(in: transaction) {
            try reschedule(ids, firmID: firmID, in: transaction, at: now)
        }
    }

    /// The released deliveries of a subscription that was disabled meanwhile are held or missed like the others.
    private static func reschedule(
        _ subscriptions: Set<Int64>, firmID: String, in transaction: any Writing, at now: Instant
    ) throws {
        guard !subscriptions.isEmpty else { return }
        let ids = subscriptions.sorted()
        try Deliveries.schedule(ids.map { ($0, nil) }, firmID: firmID, in: transaction)
        for id in ids {
            let subscription = try Subscriptions.state(of: id, firmID: firmID, in: transaction)
            guard let unsentState = subscription?.unsentState else { continue }
            try Deliveries.finishUnleased(of: id, as: unsentState, firmID: firmID, in: transaction, at: now)
        }
        transaction.notify(.deliveries)
    }
}
