package import Matters
package import Webhooks

/// Somebody's wish to be told: which events, and where to.
package struct Subscription: Sendable, Equatable {
    package enum Status: String, Sendable {
        case active
        /// Its events end as missed or are held, as the contract says.
        case disabled
        /// On again: what was held goes out first, and what happens meanwhile queues up behind it.
        case catchingUp = "catching_up"
        case deleted
    }

    /// Small, and never used again: ActionStep and LawVu show it as their id.
    package var id: Int64
    package var firmID: String
    package var contract: WebhookContract
    /// In the order in which they were asked for; `["*"]` for all.
    package var events: [String]
    package var targetURL: String
    package var status: Status
    package var switchedOff: SwitchOff?
    /// Events, not attempts; stands still while the subscription is off.
    package var triggeredCount: Int64
    package var lastTriggeredAt: Instant?
    package var createdAt: Instant
    /// Who made it, in the words of the system that keeps it.
    package var owner: String
    package var options: SubscriptionOptions
    /// Since when its endpoint has taken nothing; nil while it does.
    package var failingSince: Instant?
}

/// What some contracts know of a subscription and others do not.
package struct SubscriptionOptions: Sendable, Equatable {
    package static let messagesPerSecond = 1...1_000

    /// An unguessable name for whoever manages it over an interface that strangers reach; nil where the number will do.
    package var publicID: String?
    /// In the words of its owner.
    package var description: String?
    /// Comes back in each notice of LawVu.
    package var clientState: String?
    /// Of Lawfficient: whether it is promised more than one try.
    package var isDurable: Bool
    /// Never more in one second; nil for as fast as it takes them.
    package var messagesPerSecondMax: Int?

    package init(
        publicID: String? = nil, description: String? = nil, clientState: String? = nil, isDurable: Bool = false,
        messagesPerSecondMax: Int? = nil
    ) {
        (self.publicID, self.description, self.clientState) = (publicID, description, clientState)
        (self.isDurable, self.messagesPerSecondMax) = (isDurable, messagesPerSecondMax)
    }
}
