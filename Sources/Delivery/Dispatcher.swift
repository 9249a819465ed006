package import Logging
package import Matters
package import Outlet
import Records
import ServiceLifecycle
package import Storage
import Synchronization

/// Sends what the outbox holds: at least once, in order for each subscription and key, no endpoint waiting for another.
///
/// One loop claims what is due, whenever a bell rings: something was published, an attempt ended, a schedule fell due.
/// Idle, it waits for a bell and does nothing else. Each claim is attempted in a task of its own, which goes on with
/// what is queued behind it.
package final class Dispatcher: Service {
    private struct State {
        var lanes: Lanes
        var alarms = Alarms()
        var closing = Closing.no
    }

    private enum Closing { case no, asked, waiting, overdue }

    let store: any Store
    let client: GuardedHTTPClient
    let firmID: String
    let clocks: Clocks
    let limits: Limits
    let logger: Logger
    let settlements: Settlements
    private let newToken: @Sendable () -> String
    private let state: Mutex<State>

    /// The clocks that it follows.
    package struct Clocks: Sendable {
        /// Schedules wait on this one and read `now`; the sandbox moves both. Whoever moves `now` without waking the
        /// sleepers of `schedule` rings `Channel.deliveries`.
        package var schedule: any Clock<Duration>
        package var now: WallClock
        /// Leases and pauses follow the machine, whatever a test does to the schedule.
        package var machine: any Clock<Duration>
        package var machineNow: WallClock

        package init(
            schedule: any Clock<Duration>, now: @escaping WallClock, machine: any Clock<Duration>,
            machineNow: @escaping WallClock
        ) {
            (self.schedule, self.now, self.machine, self.machineNow) = (schedule, now, machine, machineNow)
        }
    }

    /// - Parameter newToken: a text that no other dispatcher makes, for each lease.
    package init(
        store: any Store, client: GuardedHTTPClient, firmID: String, clocks: Clocks, limits: Limits = Limits(),
        newToken: @escaping @Sendable () -> String, logger: Logger
    ) {
        (self.store, self.client, self.firmID, self.clocks) = (store, client, firmID, clocks)
        (self.limits, self.newToken, self.logger) = (limits, newToken, logger)
        settlements = Self.settlements(in: store, firmID: firmID, limits: limits)
        state = Mutex(
            State(lanes: Lanes(inFlightMax: limits.inFlightMax, perSubscriptionMax: limits.perSubscriptionMax)))
    }

    /// Runs until the service group shuts down or the task is cancelled. Attempts under way have a moment to end;
    /// what has not ended then is given back, uncounted.
    package func run() async throws {
        let (rings, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        bell.yield()
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                group.addTask { [store] in
                    for await _ in store.listen(to: .deliveries) { bell.yield() }
                }
                for await _ in rings {
                    if isFinished(&group, bell) { break }
                    await dispatch(in: &group, bell)
                }
                group.cancelAll()
            }
        } onGracefulShutdown: {
            self.close()
            bell.yield()
        }
    }

    var isClosing: Bool { state.withLock { $0.closing != .no } }

    private func close() { state.withLock { $0.closing = .asked } }

    private func isFinished(_ group: inout DiscardingTaskGroup, _ bell: AsyncStream<Void>.Continuation) -> Bool {
        let (closing, isIdle) = state.withLock { state in
            defer { if state.closing == .asked { state.closing = .waiting } }
            return (state.closing, state.lanes.inFlight == 0)
        }
        if closing == .asked && !isIdle {
            group.addTask { [self] in
                try? await clocks.machine.sleep(for: limits.shutdownGrace)
                state.withLock { $0.closing = .overdue }
                bell.yield()
            }
        }
        return closing == .overdue || (closing != .no && isIdle)
    }

    private func dispatch(in group: inout DiscardingTaskGroup, _ bell: AsyncStream<Void>.Continuation) async {
        guard !isClosing else { return }
        do {
            let (claims, lease, next) = try await claim()
            for claim in claims {
                group.addTask { [self] in
                    await deliver(claim, lease: lease)
                    state.withLock { $0.lanes.finish(claim.lane.subscriptionID) }
                    bell.yield()
                }
            }
            if let due = next.due { wake(at: due, on: .schedule, in: &group, bell) }
            if let end = next.leaseEnd { wake(at: end, on: .machine, in: &group, bell) }
        } catch {
            logger.error("the deliveries could not be read", metadata: ["error": "\(error)"])
            group.addTask { [clocks, limits] in
                try? await clocks.machine.sleep(for: limits.storePause)
                bell.yield()
            }
        }
    }

    private func wake(
        at moment: Instant, on alarm: Alarms.Clock, in group: inout DiscardingTaskGroup,
        _ bell: AsyncStream<Void>.Continuation
    ) {
        guard state.withLock({ $0.alarms.add(moment, on: alarm) }) else { return }
        let (clock, now) =
            switch alarm {
            case .schedule: (clocks.schedule, clocks.now())
            case .machine: (clocks.machine, clocks.machineNow())
            }
        group.addTask { [self] in
            try? await clock.sleep(for: max(moment - now, .milliseconds(1)))
            state.withLock { $0.alarms.remove(moment, on: alarm) }
            bell.yield()
        }
    }

    /// Only this loop starts anything, so what is free when the transaction begins is still free when it ends.
    private func claim() async throws -> (claims: [Deliveries.Claim], lease: Lease, next: Deliveries.Next) {
        let moment = Deliveries.Moment(now: clocks.now(), machine: clocks.machineNow())
        let lease = newLease()
        let lanes = state.withLock { $0.lanes }
        let (claims, next) = try await store.write { [firmID] transaction in
            let due = try Deliveries.lanes(firmID: firmID, in: transaction, at: moment)
            let claims = try Self.claim(
                from: due, within: lanes, lease: lease, firmID: firmID, in: transaction, at: moment)
            return (claims, try Deliveries.next(firmID: firmID, in: transaction, at: moment))
        }
        state.withLock { state in claims.forEach { state.lanes.start($0.lane.subscriptionID) } }
        return (claims, lease, next)
    }

    /// Who has least under way comes first, so that when everything is taken it was not by the slow ones alone.
    private static func claim(
        from due: [Deliveries.Lane], within lanes: Lanes, lease: Lease, firmID: String, in transaction: any Writing,
        at moment: Deliveries.Moment
    ) throws -> [Deliveries.Claim] {
        var lanes = lanes
        return try due.sorted { lanes.count($0.subscriptionID) < lanes.count($1.subscriptionID) }.flatMap { lane in
            let free = lanes.free(for: lane.subscriptionID)
            guard free > 0 else { return [Deliveries.Claim]() }
            let claims = try Deliveries.claim(
                free, from: lane, lease: lease, firmID: firmID, in: transaction, at: moment)
            for claim in claims { lanes.start(claim.lane.subscriptionID) }
            return claims
        }
    }

    func newLease() -> Lease { Lease(token: newToken(), until: clocks.machineNow() + limits.lease) }
}
