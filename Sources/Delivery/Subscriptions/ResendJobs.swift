package import Matters
package import Records
package import Storage

/// Resends deliveries: one at a person's request, or many by a job in small steps.
package enum ResendJobs {
    /// - Parameters:
    ///   - from: the earliest creation of a delivery.
    ///   - to: the latest, included; now when nil.
    /// - Throws: `StoreError`, as all functions here do.
    package static func begin(
        _ selection: ResendSelection, of subscriptionID: Int64, from: Instant = .distantPast, to: Instant? = nil,
        firmID: String, in transaction: any Writing, at now: Instant
    ) throws -> ResendJob {
        let chosen = ResendRange(selection, from: from, to: to ?? now)
        let found = try Resends.count(chosen, of: subscriptionID, firmID: firmID, in: transaction)
        return try Resends.add(
            chosen.limited(toID: found.lastID), total: found.count, of: subscriptionID, firmID: firmID,
            in: transaction, at: now)
    }

    /// Resends one delivery; a held one is sent itself, a copy is made of any other.
    /// - Returns: false unless the delivery is finished and its subscription is enabled.
    package static func resend(
        _ deliveryID: Int64, of subscriptionID: Int64, firmID: String, in transaction: any Writing, at now: Instant
    ) throws -> Bool {
        let state = try Deliveries.finishedState(of: deliveryID, of: subscriptionID, firmID: firmID, in: transaction)
        guard let state,
            try Subscriptions.lock(subscriptionID, firmID: firmID, in: transaction)?.status.isEnabled == true
        else { return false }
        try send([(deliveryID, state)], of: subscriptionID, firmID: firmID, in: transaction, at: now)
        return true
    }

    /// Takes the oldest unfinished job of each subscription one step further.
    /// - Parameter limit: deliveries of each job.
    /// - Returns: whether a job is left.
    package static func step(limit: Int, firmID: String, in transaction: any Writing, at now: Instant) throws -> Bool {
        let areLeft = try Resends.nextJobs(firmID: firmID, in: transaction).map { job in
            try step(job, limit: limit, firmID: firmID, in: transaction, at: now)
        }
        return areLeft.contains(true)
    }

    /// The job of a subscription that is not enabled ends, because nothing can be sent.
    private static func step(
        _ job: ResendPosition, limit: Int, firmID: String, in transaction: any Writing, at now: Instant
    ) throws -> Bool {
        let id = job.subscriptionID
        guard try Subscriptions.lock(id, firmID: firmID, in: transaction)?.status.isEnabled == true else {
            try Resends.stop(of: id, firmID: firmID, in: transaction, at: now)
            return false
        }
        let found = try Resends.deliveries(of: job, limit: limit, firmID: firmID, in: transaction)
        try send(found, of: id, firmID: firmID, in: transaction, at: now)
        let step = ResendStep(job, sent: found.map(\.id), limit: limit)
        try Resends.advance(
            job.jobID, to: step.position, sent: found.count, finishedAt: step.isLast ? now : nil, firmID: firmID,
            in: transaction)
        if step.hasCaughtUp { try Subscriptions.markCaughtUp(id, firmID: firmID, in: transaction) }
        return !step.isLast
    }

    private static func send(
        _ found: [(id: Int64, state: DeliveryState)], of subscriptionID: Int64, firmID: String,
        in transaction: any Writing, at now: Instant
    ) throws {
        let held = found.filter { $0.state == .held }.map(\.id)
        let others = found.filter { $0.state != .held }.map(\.id)
        try Deliveries.requeueHeld(held, firmID: firmID, in: transaction, at: now)
        try Deliveries.addCopies(of: others, firmID: firmID, in: transaction, at: now)
        try Deliveries.schedule([(subscriptionID, nil)], firmID: firmID, in: transaction)
        transaction.notify(.deliveries)
    }
}

/// How far one step brings a job. Pure.
package struct ResendStep: Sendable, Equatable {
    package let position: Int64
    package let isLast: Bool
    /// Whether every held delivery is queued, so that the subscription is active again.
    package let hasCaughtUp: Bool

    /// - Parameter sent: the deliveries of this step; fewer than `limit` are the last ones.
    package init(_ job: ResendPosition, sent: [Int64], limit: Int) {
        position = sent.last ?? 0
        isLast = sent.count < limit
        hasCaughtUp = isLast && job.range.selection == .held
    }
}

extension ResendRange {
    /// Deliveries that are held while a subscription catches up belong to the job too, so its range stays open.
    package func limited(toID lastID: Int64) -> ResendRange {
        guard selection != .held else { return ResendRange(.held, from: from, to: Instant(milliseconds: .max)) }
        return ResendRange(selection, from: from, to: to, lastID: lastID)
    }
}
