package import Matters
import Records
package import Storage
package import Webhooks

/// Something that happened and that others may have asked to be told.
package struct OutboundEvent: Sendable {
    package var contract: WebhookContract
    /// Such as `StepChanged`.
    package var type: String
    /// Such as `actions`.
    package var resourceType: String
    package var resourceID: String
    /// The resource as the contract shows it: for ActionStep `{type, id, attributes, relationships}`.
    package var resource: JSONValue
    /// Notices with one key reach one subscription in order: the matter's id.
    package var orderingKey: String

    package init(
        contract: WebhookContract, type: String, resourceType: String, resourceID: String, resource: JSONValue,
        orderingKey: String
    ) {
        (self.contract, self.type, self.resourceType) = (contract, type, resourceType)
        (self.resourceID, self.resource, self.orderingKey) = (resourceID, resource, orderingKey)
    }
}

/// Where a change leaves its notices, in the transaction that makes the change: both are kept, or neither.
package struct Outbox: Sendable {
    private let firmID: String

    package init(firmID: String) { self.firmID = firmID }

    /// Stores one delivery for each subscription that asks for the event, encoded for good. Counts the event on those
    /// that are active; for those that are off it is stored as missed. Without a subscription nothing is stored.
    package func publish(_ event: OutboundEvent, in transaction: any Writing, at now: Instant) throws {
        let subscriptions = try Subscriptions.trigger(
            event.type, contract: event.contract, firmID: firmID, in: transaction, at: now)
        guard !subscriptions.isEmpty else { return }
        let eventID = try Deliveries.addEvent(
            event.type, contract: event.contract, resourceType: event.resourceType, resourceID: event.resourceID,
            firmID: firmID, in: transaction, at: now)
        for subscription in subscriptions {
            try Deliveries.add(
                eventID: eventID, subscriptionID: subscription.id, orderingKey: event.orderingKey,
                body: body(of: event, for: subscription, at: now),
                isMissed: subscription.count == nil, firmID: firmID, in: transaction, at: now)
        }
    }

    private func body(of event: OutboundEvent, for subscription: Subscriptions.Triggered, at now: Instant) -> [UInt8] {
        switch event.contract {
        case .actionstep:
            ActionStepBody(
                hookID: subscription.id, targetURL: subscription.targetURL, triggerCount: subscription.count ?? 0,
                eventName: event.type, resourceType: event.resourceType, resourceID: event.resourceID,
                resource: event.resource, at: now
            ).encoded
        }
    }
}
