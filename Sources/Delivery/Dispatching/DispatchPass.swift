import Matters
package import Records
package import Storage

/// One pass of the dispatcher: a transaction that records the attempts that ended, sends the notices of elapsed windows,
/// advances resend jobs, and claims as many deliveries as there are free slots. The dispatcher writes nothing else, so a
/// crash falls between two passes and never inside one.
///
/// Synchronous and without clocks and tasks, so that a simulation can drive it through any order of events.
package struct DispatchPass: Sendable {
    package var outbox: Outbox
    package var time: ClockReading
    package var lease: Lease
    package var limits: DispatcherLimits
    /// False during a shutdown.
    package var mayClaim: Bool

    var firmID: String { outbox.firmID }

    /// The attempts that ended since the last pass.
    package struct EndedAttempts: Sendable {
        package var finished: [EndedAttempt] = []
        /// Released without counting an attempt.
        package var aborted: [DeliveryClaim] = []

        package var isEmpty: Bool { finished.isEmpty && aborted.isEmpty }

        static func + (first: EndedAttempts, second: EndedAttempts) -> EndedAttempts {
            var both = first
            both.finished += second.finished
            both.aborted += second.aborted
            return both
        }
    }

    package struct Outcome: Sendable {
        package var claims: [DeliveryClaim]
        package var next: NextWakeUp
        /// Whether another pass has work at once.
        package var isUnfinished: Bool
    }

    /// - Parameter limiter: counts the attempts under way, without those that have ended.
    /// - Throws: `StoreError`.
    package func run(
        _ ended: EndedAttempts, limiter: ConcurrencyLimiter, in transaction: any Writing
    ) throws -> Outcome {
        let now = time.now
        try AttemptRecorder(firmID: firmID, transaction: transaction, now: now).record(ended.finished)
        try DeliveryLeases.release(ended.aborted, firmID: firmID, in: transaction, at: now)
        try DeliveryLeases.releaseExpired(firmID: firmID, in: transaction, at: time)
        let hasMoreWindows = try outbox.closeWindows(limit: limits.windowsPerPassMax, in: transaction, at: now)
        let hasMoreJobs = try ResendJobs.step(limit: limits.resendsPerPassMax, firmID: firmID, in: transaction, at: now)
        let changed = Set(ended.finished.map(\.claim.destination.subscriptionID))
        try Deliveries.schedule(changed.sorted().map { ($0, nil) }, firmID: firmID, in: transaction)
        return Outcome(
            claims: try claim(limiter, in: transaction),
            next: try Deliveries.nextWakeUp(firmID: firmID, in: transaction, at: time),
            isUnfinished: hasMoreWindows || hasMoreJobs)
    }
}

extension DispatchPass {
    /// Healthy subscriptions first; failing ones have slots of their own, so neither group waits for the other.
    private func claim(_ limiter: ConcurrencyLimiter, in transaction: any Writing) throws -> [DeliveryClaim] {
        guard mayClaim else { return [] }
        var allocation = SlotAllocation(pass: self, limiter: limiter, transaction: transaction)
        for areFailing in [false, true] {
            let free = areFailing ? allocation.limiter.freeForFailing : allocation.limiter.free
            let due = try Deliveries.dueDestinations(
                areFailing: areFailing, limit: free, firmID: firmID, in: transaction, at: time.now)
            try allocation.claim(for: due, free: free)
        }
        return allocation.claims
    }
}

/// Distributes the free slots among the subscriptions with due deliveries.
private struct SlotAllocation {
    let pass: DispatchPass
    var limiter: ConcurrencyLimiter
    let transaction: any Writing
    private(set) var claims: [DeliveryClaim] = []

    /// Each gets an equal share; slots that are left over are used by the next pass.
    mutating func claim(for due: [DeliveryDestination], free: Int) throws {
        let now = pass.time.now
        let share = max(1, free / max(1, due.count))
        var open: [(id: Int64, notBefore: Instant?)] = []
        var full: [Int64] = []
        for destination in due {
            limiter.adoptHealth(of: destination)
            let limit = min(limiter.free(for: destination, at: now), share)
            if limit > 0 { try claim(limit, for: destination) }
            if limiter.isFull(destination, at: now) {
                full.append(destination.subscriptionID)
            } else {
                open.append((destination.subscriptionID, limiter.rateLimitEnd(for: destination, at: now)))
            }
        }
        try Deliveries.schedule(open, firmID: pass.firmID, in: transaction)
        try Deliveries.unschedule(full, firmID: pass.firmID, in: transaction)
    }

    private mutating func claim(_ limit: Int, for destination: DeliveryDestination) throws {
        let claimed = try Deliveries.claim(
            limit, for: destination, lease: pass.lease, firmID: pass.firmID, in: transaction, at: pass.time.now)
        for _ in claimed { limiter.start(destination, at: pass.time.now) }
        claims += claimed
    }
}
