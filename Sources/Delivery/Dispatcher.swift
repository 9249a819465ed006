package import Logging
package import Matters
import Records
import ServiceLifecycle
package import Storage
import Synchronization
package import Webhooks

/// Sends what the outbox holds: at least once, in order for each subscription and key, no endpoint waiting for another.
///
/// One loop takes a `Turn` whenever a bell rings: something was published, an attempt ended, a schedule fell due. Under
/// load, all attempts that end during one turn are written down by the next, so the disk is synced once for many. Idle,
/// it waits for a bell and does nothing else.
package final class Dispatcher: Service {
    private struct State {
        var lanes: Lanes
        var alarms = Alarms()
        var closing = Closing.no
        var ended = Turn.Ended()
    }

    private enum Closing { case no, asked, waiting, overdue }
    typealias Bell = AsyncStream<Void>.Continuation

    let store: any Store
    let outbox: Outbox
    let clocks: Clocks
    let limits: Limits
    let logger: Logger
    private let attempting: Attempting
    private let sealer: Sealer
    private let chance: @Sendable () -> Double
    private let newToken: @Sendable () -> String
    private let turned: @Sendable () -> Void
    private let state: Mutex<State>

    /// The clocks that it follows.
    package struct Clocks: Sendable {
        /// Schedules wait on this one and read `now`; the sandbox moves both. Whoever moves `now` without waking the
        /// sleepers of `schedule` rings `Channel.deliveries`.
        package var schedule: any Clock<Duration>
        package var now: WallClock
        /// Leases and pauses follow the machine, whatever a test does to the schedule; so does the time that is signed.
        package var machine: any Clock<Duration>
        package var machineNow: WallClock

        package init(
            schedule: any Clock<Duration>, now: @escaping WallClock, machine: any Clock<Duration>,
            machineNow: @escaping WallClock
        ) {
            (self.schedule, self.now, self.machine, self.machineNow) = (schedule, now, machine, machineNow)
        }
    }

    /// - Parameters:
    ///   - sealer: under which the secrets of the subscriptions are kept.
    ///   - chance: from 0 to 1, for the jitter of retries.
    ///   - newToken: a text that no other dispatcher makes, for each lease.
    ///   - turned: called after each turn that is on disk, for whoever waits for it.
    package init(
        store: any Store, courier: any Courier, outbox: Outbox, sealer: Sealer, clocks: Clocks,
        limits: Limits = Limits(), chance: @escaping @Sendable () -> Double,
        newToken: @escaping @Sendable () -> String, turned: @escaping @Sendable () -> Void = {}, logger: Logger
    ) {
        (self.store, self.outbox, self.sealer, self.clocks) = (store, outbox, sealer, clocks)
        (self.limits, self.chance, self.newToken, self.logger) = (limits, chance, newToken, logger)
        self.turned = turned
        attempting = Attempting(courier: courier, clocks: clocks, answerBytesMax: limits.answerBytesMax)
        state = Mutex(
            State(lanes: Lanes(inFlightMax: limits.inFlightMax, perSubscriptionMax: limits.perSubscriptionMax)))
    }

    /// Runs until the service group shuts down or the task is cancelled. Attempts under way have a moment to end;
    /// what has not ended then is given back, uncounted.
    package func run() async throws {
        let (rings, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        // Before the first look: what is published after it rings, however late its listener is given a thread.
        let published = store.listen(to: .deliveries)
        bell.yield()
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                group.addTask { for await _ in published { bell.yield() } }
                group.addTask { await self.forgetOldDeliveries() }
                for await _ in rings {
                    if isFinished(&group, bell) { break }
                    await turn(in: &group, bell)
                }
                group.cancelAll()
            }
            await writeDownTheLast()
        } onGracefulShutdown: {
            self.close()
            bell.yield()
        }
    }

    private func close() { state.withLock { $0.closing = .asked } }

    private func isFinished(_ group: inout DiscardingTaskGroup, _ bell: Bell) -> Bool {
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

    private func turn(in group: inout DiscardingTaskGroup, _ bell: Bell) async {
        do {
            let outcome = try await takeTurn()
            for claim in outcome.claims {
                group.addTask { [self] in
                    await attempt(claim)
                    bell.yield()
                }
            }
            if outcome.isUnfinished { bell.yield() }
            if let due = outcome.next.due { wake(at: due, on: .schedule, in: &group, bell) }
            if let end = outcome.next.leaseEnd { wake(at: end, on: .machine, in: &group, bell) }
        } catch {
            if !Task.isCancelled {
                logger.error("a turn of the deliveries failed", metadata: ["error": "\(error)"])
            }
            group.addTask { [clocks, limits] in
                try? await clocks.machine.sleep(for: limits.storePause)
                bell.yield()
            }
        }
    }

    /// Only this loop starts anything, so what is free when the transaction begins is still free when it ends. What
    /// could not be written down waits for the next turn.
    private func takeTurn() async throws -> Turn.Outcome {
        let (ended, lanes, isClosing) = state.withLock { state in
            defer { state.ended = Turn.Ended() }
            return (state.ended, state.lanes, state.closing != .no)
        }
        let now = Deliveries.Moment(now: clocks.now(), machine: clocks.machineNow())
        let turn = Turn(
            outbox: outbox, moment: now, lease: Lease(token: newToken(), until: now.machine + limits.lease),
            limits: limits, claims: !isClosing)
        do {
            let outcome = try await store.write { try turn.take(ended, lanes: lanes, in: $0) }
            state.withLock { state in
                for claim in outcome.claims { state.lanes.start(claim.lane, at: now.now) }
            }
            turned()
            return outcome
        } catch {
            state.withLock { $0.ended = ended + $0.ended }
            throw error
        }
    }

    private func attempt(_ claim: Deliveries.Claim) async {
        do {
            let secrets = secrets(of: claim)
            let settlement = try await attempting.attempt(claim, secrets: secrets, chance: chance())
            log(settlement)
            let isTaken = settlement.claim.lane.contract.takes(settlement.attempt.result)
            state.withLock { state in
                state.ended.settlements.append(settlement)
                state.lanes.finish(claim.lane.subscriptionID, isTaken: isTaken)
            }
        } catch {
            state.withLock { state in
                state.ended.released.append(claim)
                state.lanes.finish(claim.lane.subscriptionID, isTaken: nil)
            }
        }
    }

    private func secrets(of claim: Deliveries.Claim) -> [String] {
        let context = Subscriptions.secretContext(of: claim.lane.subscriptionID, firmID: outbox.firmID)
        let open = claim.lane.sealedSecrets.compactMap { sealer.open($0, context: context) }
        if open.count < claim.lane.sealedSecrets.count {
            logger.error(
                "a secret cannot be opened: it was sealed under another key",
                metadata: ["subscription": "\(claim.lane.subscriptionID)"])
        }
        return open.map { String(decoding: $0, as: UTF8.self) }
    }

    private func log(_ settlement: Deliveries.Settlement) {
        guard !settlement.claim.lane.contract.takes(settlement.attempt.result) else { return }
        logger.notice(
            "a webhook was not taken",
            metadata: [
                "subscription": "\(settlement.claim.lane.subscriptionID)", "delivery": "\(settlement.claim.id)",
                "result": "\(settlement.attempt.result.name)",
            ])
    }

    /// When everything has stopped: what ended during the last turn, and what was broken off.
    private func writeDownTheLast() async {
        guard state.withLock({ !$0.ended.isEmpty }) else { return }
        do {
            try await uncancelled { [self] in
                state.withLock { $0.closing = .overdue }
                _ = try await takeTurn()
            }
        } catch {
            // The leases run out, and what was sent is sent again.
            logger.error("the last attempts could not be recorded", metadata: ["error": "\(error)"])
        }
    }
}

extension Dispatcher {
    /// Alarms are told apart by the machine's time at which they will ring: a schedule that somebody moves leaves the
    /// timers that sleep as they are, and one that is due sooner now needs its own.
    private func wake(
        at moment: Instant, on alarm: Alarms.Clock, in group: inout DiscardingTaskGroup, _ bell: Bell
    ) {
        let (clock, now) =
            switch alarm {
            case .schedule: (clocks.schedule, clocks.now())
            case .machine: (clocks.machine, clocks.machineNow())
            }
        let wait = max(moment - now, .milliseconds(1))
        let ringsAt = clocks.machineNow() + wait
        guard state.withLock({ $0.alarms.add(ringsAt, on: alarm) }) else { return }
        group.addTask { [self] in
            try? await clock.sleep(for: wait)
            state.withLock { $0.alarms.remove(ringsAt, on: alarm) }
            bell.yield()
        }
    }
}
