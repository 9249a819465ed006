package import Matters
package import Webhooks

/// The status of a subscription, as it is stored and shown.
package enum SubscriptionStatus: String, StoredState, CaseIterable {
    case active
    /// Its events end as missed or are held, as the contract says.
    case disabled
    /// Enabled again: held deliveries are sent first, and new events are held behind them.
    case catchingUp = "catching_up"
    case deleted

    package static let enabled: [SubscriptionStatus] = [.active, .catchingUp]

    package var isEnabled: Bool { Self.enabled.contains(self) }
}

/// A registered endpoint: which events it receives, and where.
package struct Subscription: Sendable, Equatable {
    /// Small, and never reused: ActionStep and LawVu show it as their id.
    package var id: Int64
    package var firmID: String
    package var contract: WebhookContract
    /// In the order of the request; `["*"]` for all.
    package var events: [String]
    package var targetURL: String
    package var status: SubscriptionStatus
    package var disableReason: DisableReason?
    /// Counts events, not attempts, and only while the subscription is enabled.
    package var triggeredCount: Int64
    package var lastTriggeredAt: Instant?
    package var createdAt: Instant
    /// Who created it, by the name that the system stores.
    package var owner: String
    package var options: SubscriptionOptions
    /// The first failure after the last success; nil while its endpoint accepts what it is sent.
    package var failingSince: Instant?
}

/// Properties of a subscription that only some contracts have.
package struct SubscriptionOptions: Sendable, Equatable {
    package static let messagesPerSecond = 1...1_000

    /// An id that cannot be guessed, for interfaces on the internet; nil where the number is the id.
    package var publicID: String?
    /// As its owner wrote it.
    package var description: String?
    /// LawVu returns it in each notice.
    package var clientState: String?
    /// Lawfficient: whether it is promised more than one attempt.
    package var isDurable = false
    /// Nil for no limit.
    package var messagesPerSecondMax: Int?
}

extension SubscriptionOptions {
    package init(clientState: String? = nil, isDurable: Bool = false) {
        self.clientState = clientState
        self.isDurable = isDurable
    }
}
