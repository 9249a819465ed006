import Records
package import Storage
package import Webhooks

/// One notice on its way to one receiver.
package struct NoticeLine: Sendable {
    package let event: String
    package let subject: String
    package let target: String
    package let state: String
    package let tone: String
    package let at: String
}

/// Reads the last deliveries.
package enum NoticeLines {
    package static let rowsMax = 10
    /// How far back one resource's notices are looked for, so that a long log slows no page down.
    package static let lookBackRowsMax: Int64 = 2_000

    /// The newest first.
    /// - Parameters:
    ///   - orderingKey: of one matter, lead or contract; nil for all.
    ///   - clock: shows milliseconds since the epoch as the firm's clock does.
    package static func last(
        of contract: WebhookContract, about orderingKey: String?, in reading: any Reading, clock: (Int64) -> String
    ) throws -> [NoticeLine] {
        let values =
            [.text(SandboxFirm.id), .text(contract.rawValue)] + (orderingKey.map { [SQLValue.text($0)] } ?? [])
        return try reading.rows(
            """
            SELECT e.type, e.resource_type, e.resource_id, s.target_url, d.state, d.attempts, d.failure, d.created_at
            FROM deliveries d JOIN events e ON e.event_id = d.event_id
            JOIN subscriptions s ON s.subscription_id = d.subscription_id
            WHERE d.firm_id = $1 AND e.contract = $2
                AND d.delivery_id > (SELECT max(delivery_id) FROM deliveries) - \(lookBackRowsMax)
                \(orderingKey == nil ? "" : "AND d.ordering_key = $3")
            ORDER BY d.delivery_id DESC LIMIT \(rowsMax)
            """, values
        ).map { row in
            let state = DeliveryState(rawValue: row.integer(4)) ?? .waiting
            return NoticeLine(
                event: row.text(0), subject: row.text(1) + " " + row.text(2), target: DeliveryLabels.host(row.text(3)),
                state: DeliveryLabels.label(state, attempts: row.int(5), failure: row.optionalText(6)),
                tone: DeliveryLabels.tone(state), at: clock(row.integer(7)))
        }
    }
}
