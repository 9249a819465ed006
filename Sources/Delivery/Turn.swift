import Matters
package import Records
package import Storage

/// One turn of the engine: a transaction that writes down what has ended, moves on what time has ripened, and claims as
/// much as there is room for. The turn is all that the engine does to the database, so a crash falls between two of
/// them and never inside of one.
///
/// Synchronous and free of clocks and tasks, so that a simulation can drive it through any order of events.
package struct Turn: Sendable {
    package var outbox: Outbox
    package var moment: Deliveries.Moment
    package var lease: Lease
    package var limits: Dispatcher.Limits
    /// Whether anything may be claimed: not while shutting down.
    package var claims: Bool

    package init(
        outbox: Outbox, moment: Deliveries.Moment, lease: Lease, limits: Dispatcher.Limits, claims: Bool
    ) {
        (self.outbox, self.moment, self.lease) = (outbox, moment, lease)
        (self.limits, self.claims) = (limits, claims)
    }

    var firmID: String { outbox.firmID }

    /// What ended since the last turn.
    package struct Ended: Sendable {
        package var settlements: [Deliveries.Settlement] = []
        /// Broken off; given back uncounted.
        package var released: [Deliveries.Claim] = []
        package init() {}
        package var isEmpty: Bool { settlements.isEmpty && released.isEmpty }

        static func + (first: Ended, second: Ended) -> Ended {
            var both = first
            both.settlements += second.settlements
            both.released += second.released
            return both
        }
    }

    package struct Outcome: Sendable {
        package var claims: [Deliveries.Claim]
        package var next: Deliveries.Next
        /// Whether there is more to do at once.
        package var isUnfinished: Bool
    }

    /// - Parameter lanes: what is under way, without what has ended.
    package func take(_ ended: Ended, lanes: Lanes, in transaction: any Writing) throws -> Outcome {
        let now = moment.now
        try Deliveries.settle(ended.settlements, firmID: firmID, in: transaction, at: now)
        try Deliveries.release(ended.released, firmID: firmID, in: transaction, at: now)
        try Deliveries.freeOverdueLeases(firmID: firmID, in: transaction, at: moment)
        let windowsLeft = try outbox.closeWindows(limit: limits.windowsPerTurnMax, in: transaction, at: now)
        let jobsLeft = try Resends.step(
            limit: limits.resendsPerTurnMax, firmID: firmID, in: transaction, at: now)
        let settled = Set(ended.settlements.map(\.claim.lane.subscriptionID))
        try Deliveries.schedule(settled.sorted().map { ($0, nil) }, firmID: firmID, in: transaction)
        return Outcome(
            claims: try claim(lanes, in: transaction),
            next: try Deliveries.next(firmID: firmID, in: transaction, at: moment),
            isUnfinished: windowsLeft || jobsLeft)
    }
}

extension Turn {
    /// Those that are well come first, and those that fail have places of their own, so neither waits for the other.
    private func claim(_ lanes: Lanes, in transaction: any Writing) throws -> [Deliveries.Claim] {
        guard claims else { return [] }
        var claiming = Claiming(turn: self, lanes: lanes, transaction: transaction)
        for areFailing in [false, true] {
            let room = areFailing ? claiming.lanes.freeForFailing : claiming.lanes.free
            let due = try Deliveries.lanes(
                areFailing: areFailing, limit: room, firmID: firmID, in: transaction, at: moment.now)
            try claiming.claim(from: due, room: room)
        }
        return claiming.claims
    }
}

/// Hands out the free places among the lanes that are due.
private struct Claiming {
    let turn: Turn
    var lanes: Lanes
    let transaction: any Writing
    private(set) var claims: [Deliveries.Claim] = []

    init(turn: Turn, lanes: Lanes, transaction: any Writing) {
        (self.turn, self.lanes, self.transaction) = (turn, lanes, transaction)
    }

    /// Everybody gets an equal share; what is left over is for the next turn.
    mutating func claim(from due: [Deliveries.Lane], room: Int) throws {
        let now = turn.moment.now
        let share = max(1, room / max(1, due.count))
        var (open, full): ([(id: Int64, pause: Instant?)], [Int64]) = ([], [])
        for lane in due {
            lanes.see(lane)
            let limit = min(lanes.free(for: lane, at: now), share)
            if limit > 0 { try claim(limit, from: lane) }
            if lanes.isFull(lane, at: now) {
                full.append(lane.subscriptionID)
            } else {
                open.append((lane.subscriptionID, lanes.pause(for: lane, at: now)))
            }
        }
        try Deliveries.schedule(open, firmID: turn.firmID, in: transaction)
        try Deliveries.park(full, firmID: turn.firmID, in: transaction)
    }

    private mutating func claim(_ limit: Int, from lane: Deliveries.Lane) throws {
        let claimed = try Deliveries.claim(
            limit, from: lane, lease: turn.lease, firmID: turn.firmID, in: transaction, at: turn.moment.now)
        for _ in claimed { lanes.start(lane, at: turn.moment.now) }
        claims += claimed
    }
}
