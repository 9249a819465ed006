package import Matters
package import Storage
package import Webhooks

/// The subscriptions of one firm. Every function throws `StoreError`.
package enum Subscriptions {
    /// Instead of a name: all events, including those added later.
    package static let allEvents = "*"

    package static func create(
        contract: WebhookContract, events: [String], targetURL: String, owner: String,
        options: SubscriptionOptions = SubscriptionOptions(), firmID: String, in transaction: any Writing,
        at now: Instant
    ) throws -> Subscription {
        let row = try transaction.row(
            """
            INSERT INTO subscriptions (firm_id, contract, target_url, status, triggered_count, owner, created_at,
                public_id, description, client_state, is_durable, messages_per_second_max)
            VALUES ($1, $2, $3, \(SubscriptionStatus.active.sql), 0, $4, $5, $6, $7, $8, $9, $10)
            RETURNING subscription_id
            """,
            [
                .text(firmID), .text(contract.rawValue), .text(targetURL), .text(owner), .instant(now),
                SQLValue(options.publicID), SQLValue(options.description), SQLValue(options.clientState),
                SQLValue(options.isDurable), SQLValue(options.messagesPerSecondMax),
            ])
        guard let id = row?.integer(0) else { throw StoreError.refused("an insert returned no id") }
        try putEvents(events, of: id, contract: contract, firmID: firmID, in: transaction)
        return Subscription(
            id: id, firmID: firmID, contract: contract, events: events, targetURL: targetURL, status: .active,
            triggeredCount: 0, createdAt: now, owner: owner, options: options)
    }

    /// Changes events, URL and options; unfinished deliveries go to the new URL. Does not enable a disabled one.
    package static func update(
        _ subscription: Subscription, events: [String]? = nil, targetURL: String? = nil,
        options: SubscriptionOptions? = nil, in transaction: any Writing
    ) throws {
        let options = options ?? subscription.options
        try transaction.run(
            """
            UPDATE subscriptions SET target_url = $3, description = $4, is_durable = $5, messages_per_second_max = $6
            WHERE firm_id = $1 AND subscription_id = $2
            """,
            [
                .text(subscription.firmID), .integer(subscription.id), .text(targetURL ?? subscription.targetURL),
                SQLValue(options.description), SQLValue(options.isDurable), SQLValue(options.messagesPerSecondMax),
            ])
        guard let events else { return }
        try transaction.run(
            "DELETE FROM subscription_events WHERE firm_id = $1 AND subscription_id = $2",
            [.text(subscription.firmID), .integer(subscription.id)])
        try putEvents(
            events, of: subscription.id, contract: subscription.contract, firmID: subscription.firmID, in: transaction)
    }

    private static func putEvents(
        _ events: [String], of id: Int64, contract: WebhookContract, firmID: String, in transaction: any Writing
    ) throws {
        try transaction.run(
            """
            INSERT INTO subscription_events (firm_id, contract, event, subscription_id, position)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
            """,
            each: events.enumerated().map { position, event in
                [.text(firmID), .text(contract.rawValue), .text(event), .integer(id), SQLValue(position)]
            })
    }
}
