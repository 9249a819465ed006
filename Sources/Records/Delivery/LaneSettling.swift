import Matters
import Storage
import Webhooks

/// Writes down what became of the attempts of one subscription.
struct LaneSettling {
    private let subscriptionID: Int64
    private let firmID: String
    private let transaction: any Writing
    private let now: Instant
    private let contract: WebhookContract
    private let isDurable: Bool
    private let isOn: Bool
    private let isDeleted: Bool
    private let standing: Standing

    /// Reads the subscription by an update that changes nothing, so that on PostgreSQL nobody publishes to it between
    /// our look at what is queued and our commit: that notice would wait forever. Nil when there is none.
    init?(subscriptionID: Int64, firmID: String, transaction: any Writing, now: Instant) throws {
        let row = try transaction.row(
            """
            UPDATE subscriptions SET status = status WHERE firm_id = $1 AND subscription_id = $2
            RETURNING contract, status, is_durable, failing_since, abandoned_at
            """, [.text(firmID), .integer(subscriptionID)])
        guard let row, let contract = WebhookContract(rawValue: row.text(0)) else { return nil }
        (self.subscriptionID, self.firmID, self.transaction, self.now) = (subscriptionID, firmID, transaction, now)
        (self.contract, isDurable) = (contract, row.flag(2))
        isOn = ["active", "catching_up"].contains(row.text(1))
        isDeleted = row.text(1) == "deleted"
        standing = Standing(
            failingSince: row.optionalInteger(3).map(Instant.init(milliseconds:)),
            abandonedAt: row.text(4).split(separator: ",").compactMap { Int64($0) }.map(Instant.init(milliseconds:)))
    }

    func settle(_ settlements: [Deliveries.Settlement]) throws {
        var standing = standing
        var switchedOff: SwitchOff?
        var pause: Duration?
        let rulings = settlements.map { settlement -> Ruling in
            let judgement = contract.judge(trial(settlement), &standing)
            switchedOff = switchedOff ?? judgement.switchesOff
            pause = [pause, judgement.pause].compactMap { $0 }.max()
            return Ruling(settlement: settlement, judgement: judgement)
        }
        let goesOn = isOn && switchedOff == nil
        try write(rulings, goesOn: goesOn)
        try remember(standing, pause: pause)
        if let switchedOff {
            try Subscriptions.switchOff(
                subscriptionID, because: switchedOff, firmID: firmID, in: transaction, at: now)
        } else if goesOn {
            try advance(rulings)
        }
    }

    private struct Ruling {
        let settlement: Deliveries.Settlement
        let judgement: Judgement
    }

    private func trial(_ settlement: Deliveries.Settlement) -> Trial {
        Trial(
            settlement.attempt.result, attempt: settlement.claim.attempts + 1, retryAfter: settlement.retryAfter,
            isDurable: isDurable, chance: settlement.chance, at: now)
    }

    private func write(_ rulings: [Ruling], goesOn: Bool) throws {
        try transaction.run(
            """
            UPDATE deliveries SET state = $4, attempts = attempts + 1, due_at = coalesce($5, due_at),
                lease_token = NULL, lease_until = 0, failure = $6, finished_at = $7
            WHERE firm_id = $1 AND delivery_id = $2 AND lease_token = $3 AND finished_at IS NULL
            """,
            each: rulings.map { ruling in
                let state = state(after: ruling.judgement.fate, goesOn: goesOn)
                let (claim, result) = (ruling.settlement.claim, ruling.settlement.attempt.result)
                var due: Int64?
                if case .retry(let delay) = ruling.judgement.fate { due = (now + delay).milliseconds }
                return [
                    .text(firmID), .integer(claim.id), .text(claim.leaseToken), .integer(state.rawValue),
                    SQLValue(due), SQLValue(state == .delivered ? nil : result.name),
                    state.isFinished ? .integer(now.milliseconds) : .null,
                ]
            })
        try transaction.run(
            """
            INSERT INTO attempts (firm_id, delivery_id, number, started_at, duration_ms, status, failure, answer)
            SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7 FROM attempts
            WHERE firm_id = $1 AND delivery_id = $2
            """, each: rulings.map { row(of: $0.settlement.attempt, for: $0.settlement.claim.id) })
    }

    private func state(after fate: Fate, goesOn: Bool) -> Deliveries.State {
        switch fate {
        case .delivered: .delivered
        case .abandoned: .abandoned
        case .retry where goesOn: .waiting
        case .retry: contract.keepsWhileOff(isDurable: isDurable) && !isDeleted ? .held : .missed
        }
    }

    private func row(of attempt: Attempt, for deliveryID: Int64) -> [SQLValue] {
        var status: Int?
        if case .answered(let answered) = attempt.result { status = answered }
        return [
            .text(firmID), .integer(deliveryID), .integer(attempt.startedAt.milliseconds),
            .integer(attempt.milliseconds), SQLValue(status), SQLValue(status == nil ? attempt.result.name : nil),
            .blob(attempt.answer),
        ]
    }

    private func remember(_ standing: Standing, pause: Duration?) throws {
        guard standing != self.standing || pause != nil else { return }
        try transaction.run(
            """
            UPDATE subscriptions SET failing_since = $3, abandoned_at = $4,
                paused_until = CASE WHEN paused_until < $5 THEN $5 ELSE paused_until END
            WHERE firm_id = $1 AND subscription_id = $2
            """,
            [
                .text(firmID), .integer(subscriptionID), SQLValue(standing.failingSince?.milliseconds),
                .text(standing.abandonedAt.map { String($0.milliseconds) }.joined(separator: ",")),
                .integer(pause.map { (now + $0).milliseconds } ?? 0),
            ])
    }

    /// Lets the next of each key that has ended go to the front.
    private func advance(_ rulings: [Ruling]) throws {
        let keys = Set(rulings.filter { $0.judgement.fate.isFinal }.map(\.settlement.claim.orderingKey))
        try transaction.run(
            """
            UPDATE deliveries SET state = 0
            WHERE firm_id = $1 AND state = 1 AND delivery_id = (
                SELECT delivery_id FROM deliveries
                WHERE firm_id = $1 AND subscription_id = $2 AND ordering_key = $3 AND finished_at IS NULL
                ORDER BY delivery_id LIMIT 1)
            """, each: keys.sorted().map { [.text(firmID), .integer(subscriptionID), .text($0)] })
    }
}

extension Fate {
    fileprivate var isFinal: Bool {
        if case .retry = self { false } else { true }
    }
}
