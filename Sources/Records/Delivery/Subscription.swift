package import Matters
package import Webhooks

/// Somebody's wish to be told: which events, and where to.
package struct Subscription: Sendable, Equatable {
    package enum Status: String, Sendable {
        case active
        /// Switched off by an answer that the contract does not allow; its events end as missed.
        case disabled
        case deleted
    }

    /// Small, and never used again: ActionStep shows it as the hook's id.
    package var id: Int64
    package var firmID: String
    package var contract: WebhookContract
    /// In the order in which they were asked for.
    package var events: [String]
    package var targetURL: String
    package var status: Status
    /// Events, not attempts; stands still while the subscription is off.
    package var triggeredCount: Int64
    package var lastTriggeredAt: Instant?
    package var createdAt: Instant
    /// Who made it, in the words of the system that keeps it.
    package var owner: String

    package init(
        id: Int64, firmID: String, contract: WebhookContract, events: [String], targetURL: String, status: Status,
        triggeredCount: Int64, lastTriggeredAt: Instant?, createdAt: Instant, owner: String
    ) {
        (self.id, self.firmID, self.contract, self.events) = (id, firmID, contract, events)
        (self.targetURL, self.status, self.triggeredCount) = (targetURL, status, triggeredCount)
        (self.lastTriggeredAt, self.createdAt, self.owner) = (lastTriggeredAt, createdAt, owner)
    }
}
