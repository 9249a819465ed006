package import Logging
import Matters
import Records
import ServiceLifecycle
package import Storage
import Synchronization
package import Webhooks

/// Sends the deliveries of the outbox: at least once, in order for each subscription and key, without one endpoint
/// delaying another.
///
/// One loop runs a `DispatchPass` after each wake-up: an event was published, an attempt ended, a schedule fell due.
/// Under load, all attempts that end during one pass are recorded by the next, so one sync of the disk serves many. When
/// idle, the loop waits for a wake-up and does nothing else.
package final class Dispatcher: Service {
    private struct State {
        var limiter: ConcurrencyLimiter
        var timers = TimerSet()
        var shutdown = Shutdown.no
        var ended = DispatchPass.EndedAttempts()
    }

    private enum Shutdown { case no, requested, waiting, overdue }
    typealias WakeUps = AsyncStream<Void>.Continuation

    let store: any Store
    let outbox: Outbox
    let clocks: DispatcherClocks
    let limits: DispatcherLimits
    let logger: Logger
    private let attemptSender: AttemptSender
    private let sealer: Sealer
    private let jitter: @Sendable () -> Double
    private let newToken: @Sendable () -> String
    private let onPass: @Sendable () -> Void
    private let state: Mutex<State>

    /// - Parameters:
    ///   - sealer: the one that sealed the secrets of the subscriptions.
    ///   - jitter: random, from 0 to 1.
    ///   - newToken: gives a text that no other dispatcher gives, for each lease.
    ///   - onPass: called after the commit of each pass.
    package init(
        store: any Store, sender: any HTTPSender, outbox: Outbox, sealer: Sealer, clocks: DispatcherClocks,
        limits: DispatcherLimits = DispatcherLimits(), jitter: @escaping @Sendable () -> Double,
        newToken: @escaping @Sendable () -> String, onPass: @escaping @Sendable () -> Void = {}, logger: Logger
    ) {
        self.store = store
        self.outbox = outbox
        self.sealer = sealer
        self.clocks = clocks
        self.limits = limits
        self.jitter = jitter
        self.newToken = newToken
        self.onPass = onPass
        self.logger = logger
        attemptSender = AttemptSender(sender: sender, clocks: clocks, answerBytesMax: limits.answerBytesMax)
        let limiter = ConcurrencyLimiter(inFlightMax: limits.inFlightMax, perSubscriptionMax: limits.perSubscriptionMax)
        state = Mutex(State(limiter: limiter))
    }

    /// Runs until the service group shuts down or the task is cancelled. Attempts under way have `shutdownGrace` to end;
    /// the others are aborted and released without being counted.
    package func run() async throws {
        let (stream, wakeUps) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        // Listening begins before the first pass, so that no publication falls between the two.
        let published = store.listen(to: .deliveries)
        wakeUps.yield()
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                group.addTask { for await _ in published { wakeUps.yield() } }
                group.addTask { await self.purgeOldDeliveries() }
                for await _ in stream {
                    if isFinished(&group, wakeUps) { break }
                    await dispatch(in: &group, wakeUps)
                }
                group.cancelAll()
            }
            await recordLastAttempts()
        } onGracefulShutdown: {
            self.requestShutdown()
            wakeUps.yield()
        }
    }

    private func requestShutdown() { state.withLock { $0.shutdown = .requested } }

    private func isFinished(_ group: inout DiscardingTaskGroup, _ wakeUps: WakeUps) -> Bool {
        let (shutdown, isIdle) = state.withLock { state in
            defer { if state.shutdown == .requested { state.shutdown = .waiting } }
            return (state.shutdown, state.limiter.inFlight == 0)
        }
        if shutdown == .requested && !isIdle {
            group.addTask { [self] in
                try? await clocks.machine.sleep(for: limits.shutdownGrace)
                state.withLock { $0.shutdown = .overdue }
                wakeUps.yield()
            }
        }
        return shutdown == .overdue || (shutdown != .no && isIdle)
    }

    private func dispatch(in group: inout DiscardingTaskGroup, _ wakeUps: WakeUps) async {
        do {
            let outcome = try await runPass()
            for claim in outcome.claims {
                group.addTask { [self] in
                    await attempt(claim)
                    wakeUps.yield()
                }
            }
            if outcome.isUnfinished { wakeUps.yield() }
            if let due = outcome.next.due { startTimer(at: due, on: .schedule, in: &group, wakeUps) }
            if let end = outcome.next.leaseEnd { startTimer(at: end, on: .machine, in: &group, wakeUps) }
        } catch {
            if !Task.isCancelled { logger.error("a pass of the dispatcher failed", metadata: ["error": "\(error)"]) }
            group.addTask { [clocks, limits] in
                try? await clocks.machine.sleep(for: limits.storePause)
                wakeUps.yield()
            }
        }
    }

    /// Only this loop starts attempts, so slots that are free when the transaction begins are free when it ends. Attempts
    /// that could not be recorded are kept for the next pass.
    private func runPass() async throws -> DispatchPass.Outcome {
        let (ended, limiter, isShuttingDown) = state.withLock { state in
            defer { state.ended = DispatchPass.EndedAttempts() }
            return (state.ended, state.limiter, state.shutdown != .no)
        }
        let time = ClockReading(now: clocks.now(), machine: clocks.machineNow())
        let pass = DispatchPass(
            outbox: outbox, time: time, lease: Lease(token: newToken(), until: time.machine + limits.lease),
            limits: limits, mayClaim: !isShuttingDown)
        do {
            let outcome = try await store.write { try pass.run(ended, limiter: limiter, in: $0) }
            state.withLock { state in
                for claim in outcome.claims { state.limiter.start(claim.destination, at: time.now) }
            }
            onPass()
            return outcome
        } catch {
            state.withLock { $0.ended = ended + $0.ended }
            throw error
        }
    }

    private func attempt(_ claim: DeliveryClaim) async {
        do {
            let attempt = try await attemptSender.attempt(claim, secrets: secrets(of: claim))
            let ended = EndedAttempt(claim: claim, attempt: attempt, jitter: jitter())
            logFailure(of: ended)
            state.withLock { state in
                state.ended.finished.append(ended)
                state.limiter.finish(claim.destination.subscriptionID, isDelivered: ended.isDelivered)
            }
        } catch {
            state.withLock { state in
                state.ended.aborted.append(claim)
                state.limiter.finish(claim.destination.subscriptionID, isDelivered: nil)
            }
        }
    }

    private func secrets(of claim: DeliveryClaim) -> [String] {
        let destination = claim.destination
        let context = Subscriptions.secretContext(of: destination.subscriptionID, firmID: outbox.firmID)
        let opened = destination.sealedSecrets.compactMap { sealer.open($0, context: context) }
        if opened.count < destination.sealedSecrets.count {
            logger.error(
                "a secret cannot be opened: it was sealed under another key",
                metadata: ["subscription": "\(destination.subscriptionID)"])
        }
        return opened.map { String(decoding: $0, as: UTF8.self) }
    }

    private func logFailure(of ended: EndedAttempt) {
        guard !ended.isDelivered else { return }
        logger.notice(
            "an attempt to deliver a webhook failed",
            metadata: [
                "subscription": "\(ended.claim.destination.subscriptionID)", "delivery": "\(ended.claim.id)",
                "result": "\(ended.attempt.result.name)",
            ])
    }

    /// Records the attempts that ended during the last pass, and releases those that were aborted.
    private func recordLastAttempts() async {
        guard state.withLock({ !$0.ended.isEmpty }) else { return }
        do {
            try await uncancelled { [self] in
                state.withLock { $0.shutdown = .overdue }
                _ = try await runPass()
            }
        } catch {
            // The leases expire, and what was sent is sent again.
            logger.error("the last attempts could not be recorded", metadata: ["error": "\(error)"])
        }
    }
}

extension Dispatcher {
    /// Timers are identified by the machine's time at which they fire: when somebody moves the schedule, pending timers
    /// stay as they are, and an event that is due sooner now gets its own.
    private func startTimer(
        at moment: Instant, on timer: TimerSet.Clock, in group: inout DiscardingTaskGroup, _ wakeUps: WakeUps
    ) {
        let (clock, now) =
            switch timer {
            case .schedule: (clocks.schedule, clocks.now())
            case .machine: (clocks.machine, clocks.machineNow())
            }
        let wait = max(moment - now, .milliseconds(1))
        let firesAt = clocks.machineNow() + wait
        guard state.withLock({ $0.timers.add(firesAt, on: timer) }) else { return }
        group.addTask { [self] in
            try? await clock.sleep(for: wait)
            state.withLock { $0.timers.remove(firesAt, on: timer) }
            wakeUps.yield()
        }
    }
}

extension Dispatcher {
    /// Deletes what finished long ago, so that the log stays bounded, in batches, so that other writers do not wait.
    func purgeOldDeliveries() async {
        while (try? await clocks.machine.sleep(for: limits.purgePause)) != nil {
            do {
                while try await purgeBatch() == limits.purgeBatchMax {}
            } catch {
                logger.error("old deliveries could not be deleted", metadata: ["error": "\(error)"])
            }
        }
    }

    private func purgeBatch() async throws -> Int {
        let moment = clocks.now() - limits.finishedRetention
        return try await store.write { [outbox, limits] in
            try Deliveries.purge(finishedBefore: moment, limit: limits.purgeBatchMax, firmID: outbox.firmID, in: $0)
        }
    }
}
