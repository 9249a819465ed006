package import Matters
import Records
package import Storage
import Webhooks

extension Outbox {
    /// Adds a change to the open window, or opens one. An elapsed window is sent first.
    func coalesce(
        _ event: OutboundEvent, for subscriber: Subscriber, in transaction: any Writing, at now: Instant
    ) throws {
        let key = CoalescingKey(
            subscriptionID: subscriber.id, event: event.type, resourceType: event.resourceType,
            resourceID: event.resourceID)
        var window = try CoalescingWindows.find(key, firmID: firmID, in: transaction)
        if let timestamp = window.change(at: now) { try store(event, for: subscriber, in: transaction, at: timestamp) }
        try CoalescingWindows.put(window, for: key, orderingKey: event.orderingKey, firmID: firmID, in: transaction)
    }

    /// - Returns: whether there may be more of them.
    package func closeWindows(limit: Int, in transaction: any Writing, at now: Instant) throws -> Bool {
        let elapsed = try CoalescingWindows.elapsed(limit: limit, firmID: firmID, in: transaction, at: now)
        for entry in elapsed {
            var window = LawVuWindow(span: entry.span)
            if let timestamp = window.elapse(at: now) { try store(entry, in: transaction, at: timestamp) }
            try CoalescingWindows.put(
                window, for: entry.key, orderingKey: entry.orderingKey, firmID: firmID, in: transaction)
        }
        return elapsed.count == limit
    }

    private func store(_ entry: ElapsedWindow, in transaction: any Writing, at timestamp: Instant) throws {
        guard let subscription = try Subscriptions.find(entry.key.subscriptionID, firmID: firmID, in: transaction),
            subscription.status != .deleted
        else { return }
        let event = OutboundEvent(
            contract: subscription.contract, type: entry.key.event, resourceType: entry.key.resourceType,
            resourceID: entry.key.resourceID, orderingKey: entry.orderingKey)
        try store(event, for: Subscriber(subscription), in: transaction, at: timestamp)
    }

    func store(
        _ event: OutboundEvent, for subscriber: Subscriber, in transaction: any Writing, at timestamp: Instant
    ) throws {
        let recipient = Recipient(subscriber: subscriber, resource: event.resource)
        try store(event, for: [recipient], in: transaction, at: timestamp)
    }
}
