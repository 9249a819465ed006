package import Matters
package import Records
package import Storage
package import Webhooks

/// Where a change leaves its notices, in the transaction that makes the change: both are kept, or neither.
package struct Outbox: Sendable {
    let firmID: String
    let newMessageID: @Sendable () -> String

    /// - Parameter newMessageID: a name that no other message has, for the contracts whose messages have one.
    package init(firmID: String, newMessageID: @escaping @Sendable () -> String) {
        (self.firmID, self.newMessageID) = (firmID, newMessageID)
    }

    /// Stores one delivery for each subscription that asks for the event, encoded for good. Counts the event on those
    /// that are on; for those that are off it is stored as missed or held. Without a subscription nothing is stored.
    /// - Parameter shown: what a subscriber sees of the resource; nil when it may not know of it, and then it is
    ///   neither told nor counted. Without this, all see all of it. Say `return nil` in a statement of its own: in
    ///   `isHidden ? nil : resource` the nil is JSON's null, and the subscriber is told.
    package func publish(
        _ event: OutboundEvent, in transaction: any Writing, at now: Instant,
        shown: ((Subscriptions.Asking) throws -> JSONValue?)? = nil
    ) throws {
        let asking = try Subscriptions.asking(
            for: event.type, contract: event.contract, firmID: firmID, in: transaction)
        let audience = try asking.compactMap { subscription -> Listener? in
            guard let shown else { return Listener(subscription: subscription, resource: event.resource) }
            return try shown(subscription).map { Listener(subscription: subscription, resource: $0) }
        }
        guard !audience.isEmpty else { return }
        if event.contract.gathers(event.type) {
            for listener in audience { try gather(event, for: listener.subscription, in: transaction, at: now) }
        } else {
            try post(event, to: audience, in: transaction, at: now)
        }
    }

    /// For a person who tries whether the endpoint answers: to this one alone, whatever it asks for.
    package func publish(
        _ event: OutboundEvent, onlyTo subscription: Subscription, in transaction: any Writing, at now: Instant
    ) throws {
        let listener = Listener(subscription: .init(subscription), resource: event.resource)
        try post(event, to: [listener], in: transaction, at: now)
    }
}

extension Outbox {
    struct Listener {
        let subscription: Subscriptions.Asking
        let resource: JSONValue
    }

    func post(
        _ event: OutboundEvent, to audience: [Listener], in transaction: any Writing, at now: Instant
    ) throws {
        let messageID = event.contract.namesMessages ? newMessageID() : nil
        let eventID = try Deliveries.addEvent(
            event.type, contract: event.contract, resourceType: event.resourceType, resourceID: event.resourceID,
            messageID: messageID, firmID: firmID, in: transaction, at: now)
        let new = try audience.map { listener in
            let triggered = try Subscriptions.trigger(
                listener.subscription, contract: event.contract, firmID: firmID, in: transaction, at: now)
            let wire = WireBody(event: event, messageID: messageID ?? "", at: now)
            return Deliveries.New(
                subscriptionID: listener.subscription.id, eventID: eventID, orderingKey: event.orderingKey,
                body: wire.bytes(for: listener, triggered), place: triggered.place)
        }
        try Deliveries.add(new, firmID: firmID, in: transaction, at: now)
    }
}
