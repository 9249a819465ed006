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

    /// What a subscriber may know of an event.
    package enum Sight: Sendable, Equatable {
        case nothing
        case whole
        /// This, in place of the event's own resource.
        case only(JSONValue)
    }

    /// Stores one delivery for each subscription that asks for the event, encoded for good. Counts the event on those
    /// that are on; for those that are off it is stored as missed or held. Without a subscription nothing is stored.
    /// - Parameter sight: what a subscriber sees of it. Who may not know of it is neither told nor counted. Without this,
    ///   all see all of it.
    package func publish(
        _ event: OutboundEvent, in transaction: any Writing, at now: Instant,
        sight: (Subscriptions.Asking) throws -> Sight = { _ in .whole }
    ) throws {
        let asking = try Subscriptions.asking(
            for: event.type, contract: event.contract, firmID: firmID, in: transaction)
        let audience = try asking.compactMap { subscription -> Listener? in
            switch try sight(subscription) {
            case .nothing: nil
            case .whole: Listener(subscription: subscription, resource: event.resource)
            case .only(let resource): Listener(subscription: subscription, resource: resource)
            }
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
