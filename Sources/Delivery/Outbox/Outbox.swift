package import Matters
package import Records
package import Storage
package import Webhooks

/// What a subscriber may know of an event.
package enum EventVisibility: Sendable, Equatable {
    case hidden
    case full
    /// This resource, instead of the event's own.
    case only(JSONValue)
}

/// Stores the notices of an event, in the transaction that makes the change: either both are committed, or neither.
/// Every function throws `StoreError`, and `publish` what `visibility` throws.
package struct Outbox: Sendable {
    let firmID: String
    let newMessageID: @Sendable () -> String

    /// - Parameter newMessageID: gives an id that no other message has, for the contracts with message ids.
    package init(firmID: String, newMessageID: @escaping @Sendable () -> String) {
        self.firmID = firmID
        self.newMessageID = newMessageID
    }

    /// Stores one delivery for each subscription to the event, encoded for good. The event is counted on subscriptions
    /// that are enabled; for the others it is stored as missed or held. Without a subscription nothing is stored.
    /// - Parameter visibility: what a subscriber may know. A subscriber that may know nothing is neither told nor counted.
    package func publish(
        _ event: OutboundEvent, in transaction: any Writing, at now: Instant,
        visibility: (Subscriber) throws -> EventVisibility = { _ in .full }
    ) throws {
        let subscribers = try Subscriptions.subscribers(
            to: event.type, contract: event.contract, firmID: firmID, in: transaction)
        let recipients = try subscribers.compactMap { subscriber -> Recipient? in
            switch try visibility(subscriber) {
            case .hidden: nil
            case .full: Recipient(subscriber: subscriber, resource: event.resource)
            case .only(let resource): Recipient(subscriber: subscriber, resource: resource)
            }
        }
        guard !recipients.isEmpty else { return }
        if event.contract.policy.coalesces(event.type) {
            for recipient in recipients { try coalesce(event, for: recipient.subscriber, in: transaction, at: now) }
        } else {
            try store(event, for: recipients, in: transaction, at: now)
        }
    }

    /// Stores a test message for one subscription, whatever events it has.
    package func publish(
        _ event: OutboundEvent, onlyTo subscription: Subscription, in transaction: any Writing, at now: Instant
    ) throws {
        try store(event, for: Subscriber(subscription), in: transaction, at: now)
    }
}

extension Outbox {
    struct Recipient {
        let subscriber: Subscriber
        let resource: JSONValue
    }

    func store(
        _ event: OutboundEvent, for recipients: [Recipient], in transaction: any Writing, at now: Instant
    ) throws {
        let messageID = event.contract.policy.hasMessageIDs ? newMessageID() : nil
        let eventID = try Deliveries.addEvent(
            event.type, contract: event.contract, resourceType: event.resourceType, resourceID: event.resourceID,
            messageID: messageID, firmID: firmID, in: transaction, at: now)
        let new = try recipients.map { recipient in
            let subscriber = recipient.subscriber
            let triggered = try Subscriptions.trigger(subscriber, firmID: firmID, in: transaction, at: now)
            let body = event.encoded(
                recipient.resource, messageID: messageID ?? "", subscriptionID: subscriber.id,
                targetURL: triggered?.targetURL ?? subscriber.targetURL, triggerCount: triggered?.count ?? 0,
                clientState: subscriber.clientState, at: now)
            return NewDelivery(
                subscriptionID: subscriber.id, eventID: eventID, orderingKey: event.orderingKey, body: body,
                unsentState: Self.unsentState(of: subscriber, triggered, contract: event.contract))
        }
        try Deliveries.add(new, firmID: firmID, in: transaction, at: now)
    }

    /// - Parameter triggered: nil when the subscription is not enabled.
    /// - Returns: nil for a delivery that goes into the queue.
    static func unsentState(
        of subscriber: Subscriber, _ triggered: TriggeredEvent?, contract: WebhookContract
    ) -> DeliveryState? {
        guard let triggered else { return contract.unsentState(isDurable: subscriber.isDurable) }
        return triggered.isCatchingUp ? .held : nil
    }
}
