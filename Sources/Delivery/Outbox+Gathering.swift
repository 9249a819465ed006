package import Matters
import Records
package import Storage
import Webhooks

extension Outbox {
    /// One more change within a window, or the first of a new one. A window whose time is over is told first.
    func gather(
        _ event: OutboundEvent, for subscription: Subscriptions.Asking, in transaction: any Writing, at now: Instant
    ) throws {
        let key = GatheringWindows.Key(
            subscriptionID: subscription.id, event: event.type, resourceType: event.resourceType,
            resourceID: event.resourceID)
        var window = try GatheringWindows.find(key, firmID: firmID, in: transaction)
        for case .send(let timestamp) in window.change(at: now) {
            try tell(event, to: subscription, of: timestamp, in: transaction)
        }
        try GatheringWindows.put(window, for: key, orderingKey: event.orderingKey, firmID: firmID, in: transaction)
    }

    /// Tells of the windows whose time is over.
    /// - Returns: whether there may be more of them.
    package func closeWindows(limit: Int, in transaction: any Writing, at now: Instant) throws -> Bool {
        let closing = try GatheringWindows.closing(limit: limit, firmID: firmID, in: transaction, at: now)
        for entry in closing {
            var window = LawVuWindow(span: entry.span)
            for case .send(let timestamp) in window.elapse(at: now) { try tell(entry, of: timestamp, in: transaction) }
            try GatheringWindows.put(
                window, for: entry.key, orderingKey: entry.orderingKey, firmID: firmID, in: transaction)
        }
        return closing.count == limit
    }

    private func tell(
        _ entry: GatheringWindows.Closing, of timestamp: Instant, in transaction: any Writing
    ) throws {
        guard
            let subscription = try Subscriptions.find(entry.key.subscriptionID, firmID: firmID, in: transaction),
            subscription.status != .deleted
        else { return }
        let event = OutboundEvent(
            contract: subscription.contract, type: entry.key.event, resourceType: entry.key.resourceType,
            resourceID: entry.key.resourceID, orderingKey: entry.orderingKey)
        try tell(event, to: .init(subscription), of: timestamp, in: transaction)
    }

    private func tell(
        _ event: OutboundEvent, to subscription: Subscriptions.Asking, of timestamp: Instant,
        in transaction: any Writing
    ) throws {
        try post(
            event, to: [Listener(subscription: subscription, resource: event.resource)], in: transaction,
            at: timestamp)
    }
}
