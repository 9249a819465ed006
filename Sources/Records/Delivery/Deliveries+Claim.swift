package import Matters
package import Storage
import Webhooks

extension Deliveries {
    /// One delivery under a lease, ready to be attempted.
    package struct Claim: Sendable, Equatable {
        package let lane: Lane
        package let id: Int64
        package let orderingKey: String
        /// That were counted before.
        package let attempts: Int
        package let body: [UInt8]
        /// Nil where the contract names no messages.
        package let messageID: String?
        package let leaseToken: String
    }

    /// Takes up to `limit` due deliveries of one subscription under a lease, the longest due first.
    package static func claim(
        _ limit: Int, from lane: Lane, lease: Lease, firmID: String, in transaction: any Writing, at now: Instant
    ) throws -> [Claim] {
        try transaction.rows(
            """
            UPDATE deliveries SET lease_token = $4, lease_until = $5
            WHERE delivery_id IN (
                SELECT delivery_id FROM deliveries
                WHERE firm_id = $1 AND subscription_id = $2 AND state = 0 AND lease_token IS NULL AND due_at <= $3
                ORDER BY due_at, delivery_id LIMIT $6 \(transaction.dialect.claimClause))
            RETURNING delivery_id, ordering_key, attempts, body,
                (SELECT e.message_id FROM events e WHERE e.event_id = deliveries.event_id)
            """,
            [
                .text(firmID), .integer(lane.subscriptionID), .integer(now.milliseconds), .text(lease.token),
                .integer(lease.until.milliseconds), SQLValue(limit),
            ]
        ).map { row in
            Claim(
                lane: lane, id: row.integer(0), orderingKey: row.text(1), attempts: row.int(2), body: row.blob(3),
                messageID: row.optionalText(4), leaseToken: lease.token)
        }.sorted { $0.id < $1.id }
    }

    /// Gives claims back without counting an attempt: they are due as they were.
    package static func release(
        _ claims: [Claim], firmID: String, in transaction: any Writing, at now: Instant
    ) throws {
        try transaction.run(
            """
            UPDATE deliveries SET lease_token = NULL, lease_until = 0
            WHERE firm_id = $1 AND delivery_id = $2 AND lease_token = $3 AND finished_at IS NULL
            """, each: claims.map { [.text(firmID), .integer($0.id), .text($0.leaseToken)] })
        try makeDue(Set(claims.map(\.lane.subscriptionID)).sorted(), firmID: firmID, in: transaction, at: now)
    }

    /// Frees what was claimed by somebody who has not come back in time.
    package static func freeOverdueLeases(firmID: String, in transaction: any Writing, at moment: Moment) throws {
        let rows = try transaction.rows(
            """
            UPDATE deliveries SET lease_token = NULL, lease_until = 0
            WHERE firm_id = $1 AND lease_token IS NOT NULL AND lease_until <= $2 RETURNING subscription_id
            """, [.text(firmID), .integer(moment.machine.milliseconds)])
        try makeDue(Set(rows.map { $0.integer(0) }).sorted(), firmID: firmID, in: transaction, at: moment.now)
    }

    /// Only the one owner of an embedded database may do this, at its start: every lease is a dead process's.
    package static func freeAllLeases(in transaction: any Writing, at now: Instant) throws {
        let rows = try transaction.rows(
            """
            UPDATE deliveries SET lease_token = NULL, lease_until = 0
            WHERE lease_token IS NOT NULL RETURNING firm_id, subscription_id
            """)
        for (firmID, rows) in Dictionary(grouping: rows, by: { $0.text(0) }) {
            try makeDue(Set(rows.map { $0.integer(1) }).sorted(), firmID: firmID, in: transaction, at: now)
        }
    }

    /// Of subscriptions that were switched off meanwhile, what was given back goes aside like the rest.
    private static func makeDue(
        _ subscriptions: [Int64], firmID: String, in transaction: any Writing, at now: Instant
    ) throws {
        guard !subscriptions.isEmpty else { return }
        try schedule(subscriptions.map { ($0, nil) }, firmID: firmID, in: transaction)
        for id in subscriptions {
            guard let aside = try Subscriptions.placeAside(of: id, firmID: firmID, in: transaction) else { continue }
            try putAside(of: id, as: aside, firmID: firmID, in: transaction, at: now)
        }
        transaction.notify(.deliveries)
    }
}

extension Subscriptions {
    /// Where what is left of a subscription goes that is off; nil while it is on.
    static func placeAside(of id: Int64, firmID: String, in reading: any Reading) throws -> Deliveries.State? {
        guard let subscription = try find(id, firmID: firmID, in: reading) else { return nil }
        switch subscription.status {
        case .active, .catchingUp: return nil
        case .deleted: return .missed
        case .disabled:
            let isKept = subscription.contract.keepsWhileOff(isDurable: subscription.options.isDurable)
            return isKept ? .held : .missed
        }
    }
}
