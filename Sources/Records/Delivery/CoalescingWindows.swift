package import Matters
package import Storage
package import Webhooks

/// The changes that one window coalesces: of one resource, under one event, for one subscription.
package struct CoalescingKey: Sendable, Hashable {
    package let subscriptionID: Int64
    package let event: String
    package let resourceType: String
    package let resourceID: String

    package init(subscriptionID: Int64, event: String, resourceType: String, resourceID: String) {
        self.subscriptionID = subscriptionID
        self.event = event
        self.resourceType = resourceType
        self.resourceID = resourceID
    }

    fileprivate func values(firmID: String) -> [SQLValue] {
        [.text(firmID), .integer(subscriptionID), .text(event), .text(resourceType), .text(resourceID)]
    }
}

/// A window whose time is over.
package struct ElapsedWindow: Sendable, Equatable {
    package let key: CoalescingKey
    package let orderingKey: String
    package let span: LawVuWindow.Span
}

/// The open windows. Each is a row, so a restart closes it on time. Every function throws `StoreError`.
package enum CoalescingWindows {
    private static let matchesKey =
        "firm_id = $1 AND subscription_id = $2 AND event = $3 AND resource_type = $4 AND resource_id = $5"

    package static func find(_ key: CoalescingKey, firmID: String, in reading: any Reading) throws -> LawVuWindow {
        let row = try reading.row(
            "SELECT opened_at, last_change_at FROM gathering_windows WHERE \(matchesKey)", key.values(firmID: firmID))
        return LawVuWindow(span: row.map { LawVuWindow.Span(openedAt: $0.instant(0), lastChangeAt: $0.instant(1)) })
    }

    package static func put(
        _ window: LawVuWindow, for key: CoalescingKey, orderingKey: String, firmID: String, in transaction: any Writing
    ) throws {
        guard let span = window.span else {
            try transaction.run("DELETE FROM gathering_windows WHERE \(matchesKey)", key.values(firmID: firmID))
            return
        }
        try transaction.run(
            """
            INSERT INTO gathering_windows (firm_id, subscription_id, event, resource_type, resource_id, ordering_key,
                opened_at, last_change_at, closes_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (firm_id, subscription_id, event, resource_type, resource_id) DO UPDATE SET
                opened_at = excluded.opened_at, last_change_at = excluded.last_change_at,
                closes_at = excluded.closes_at
            """,
            key.values(firmID: firmID) + [
                .text(orderingKey), .instant(span.openedAt), .instant(span.lastChangeAt), .instant(span.closesAt),
            ])
        // The dispatcher computes anew when the next window closes.
        transaction.notify(.deliveries)
    }

    /// In the order in which they closed.
    package static func elapsed(
        limit: Int, firmID: String, in reading: any Reading, at now: Instant
    ) throws -> [ElapsedWindow] {
        try reading.rows(
            """
            SELECT subscription_id, event, resource_type, resource_id, ordering_key, opened_at, last_change_at
            FROM gathering_windows WHERE firm_id = $1 AND closes_at <= $2 ORDER BY closes_at LIMIT $3
            """, [.text(firmID), .instant(now), SQLValue(limit)]
        ).map { row in
            ElapsedWindow(
                key: CoalescingKey(
                    subscriptionID: row.integer(0), event: row.text(1), resourceType: row.text(2),
                    resourceID: row.text(3)), orderingKey: row.text(4),
                span: LawVuWindow.Span(openedAt: row.instant(5), lastChangeAt: row.instant(6)))
        }
    }
}
