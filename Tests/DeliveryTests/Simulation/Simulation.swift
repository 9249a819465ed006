import LocalServer
import Matters
import Records
import Storage
import TestStore
import Webhooks

@testable import Delivery

/// The real dispatcher on a real database; time, network, people and crashes are simulated from one seed. The same seed
/// gives the same run.
final class Simulation {
    enum ScheduledEvent {
        case activity
        case pass(life: Int)
        case timer(Instant, life: Int)
        case end(Flight)
        case start(life: Int)
    }

    struct Flight {
        let claim: DeliveryClaim
        let answer: SimulatedNetwork.Answer
        let startedAt: Instant
        let life: Int
    }

    /// The state that a crash loses. `life` counts the starts.
    struct Memory {
        var life = 0
        var isUp = true
        var limiter: ConcurrencyLimiter
        var ended = DispatchPass.EndedAttempts()
        var answers: [SimulatedNetwork.Answer] = []
        var timers = TimerSet()
        var hasPendingPass = false
    }

    struct RolledBack: Error {}

    static let slots = SlotLimits()
    let limits: DispatcherLimits
    let folder: TemporaryFolder
    var store: any Store
    var chance: CorruptingGenerator
    var now = Instant.seconds(1_600_000_000)
    var queue = EventQueue<ScheduledEvent>()
    var memory: Memory
    var network = SimulatedNetwork()
    var expected: [Int64: ExpectedSubscription] = [:]
    var record = SimulationRecord()
    var events: [OutboundEventMark] = []
    /// The subscriptions that each event must reach.
    var audiences: [Int: [Int64]] = [:]
    let eventsMax: Int
    let endpointsCount: Int
    /// Set at the end, when nothing fails any more.
    var isCalm = false
    private var tokens = 0
    let outbox = Outbox(firmID: "demo", newMessageID: { "message" })

    init(seed: UInt64, events: Int, endpoints: Int) async throws {
        chance = CorruptingGenerator(seed: seed)
        folder = try TemporaryFolder("simulation", isOnDisk: false)
        store = try await freshStore(in: folder)
        eventsMax = events
        endpointsCount = endpoints
        var limits = DispatcherLimits()
        limits.inFlightMax = Self.slots.all
        limits.perSubscriptionMax = Self.slots.perSubscription
        limits.windowsPerPassMax = 3
        limits.resendsPerPassMax = 7
        self.limits = limits
        memory = Memory(limiter: Self.newLimiter)
    }

    private static var newLimiter: ConcurrencyLimiter {
        ConcurrencyLimiter(inFlightMax: slots.all, perSubscriptionMax: slots.perSubscription)
    }

    /// - Returns: the violations found.
    func run() async throws -> [String] {
        for _ in 0..<endpointsCount { try await addEndpoint() }
        queue.add(.activity, at: now)
        try await runToTheEnd()
        try await calmDown()
        try await runToTheEnd()
        return record.problems + (try await verdict())
    }

    private func runToTheEnd() async throws {
        while let (at, event) = queue.next(), record.problems.count < 10 {
            now = max(now, at)
            switch event {
            case .activity: try await simulateActivity()
            case .pass(let life) where life == memory.life: try await runPass()
            case .timer(let moment, let life) where life == memory.life:
                memory.timers.remove(moment, on: .schedule)
                wakeUp()
            case .end(let flight) where flight.life == memory.life: end(flight)
            case .start(let life) where life == memory.life: try await start()
            default: break
            }
        }
    }

    func isChance(_ one: Int, in many: Int) -> Bool { !isCalm && chance.number(below: many) < one }

    /// Wakes the dispatcher: one pass for all that happens before it.
    func wakeUp() {
        guard memory.isUp, !memory.hasPendingPass else { return }
        memory.hasPendingPass = true
        queue.add(.pass(life: memory.life), at: now + .milliseconds(chance.number(below: 50)))
    }

    private func startTimer(at moment: Instant?) {
        guard let moment, memory.timers.add(max(moment, now + .milliseconds(1)), on: .schedule) else { return }
        let at = max(moment, now + .milliseconds(1))
        queue.add(.timer(at, life: memory.life), at: at)
    }
}

extension Simulation {
    private func runPass() async throws {
        memory.hasPendingPass = false
        if isChance(1, in: 600) { return try await crash() }
        tokens += 1
        let pass = DispatchPass(
            outbox: outbox, time: ClockReading(now: now, machine: now),
            lease: Lease(token: "\(tokens)", until: now + limits.lease), limits: limits, mayClaim: true)
        let ended = memory.ended
        let limiter = memory.limiter
        if isChance(1, in: 100) {
            _ = try? await store.write { transaction in
                _ = try pass.run(ended, limiter: limiter, in: transaction)
                throw RolledBack()
            }
            return wakeUp()
        }
        let outcome = try await store.write { try pass.run(ended, limiter: limiter, in: $0) }
        applyDecisions()
        if !ended.finished.allSatisfy(\.isDelivered) { try await compareStatuses() }
        if isChance(1, in: 600) { return try await crash() }
        for claim in outcome.claims { send(claim) }
        if outcome.isUnfinished { wakeUp() }
        startTimer(at: outcome.next.due)
        startTimer(at: outcome.next.leaseEnd)
    }

    private func send(_ claim: DeliveryClaim) {
        guard let expected = expected[claim.destination.subscriptionID] else {
            return record.add("\(claim.id) is claimed for an unknown subscription")
        }
        memory.limiter.start(claim.destination, at: now)
        record.start(claim, to: expected, limits: Self.slots, at: now)
        let answer = network.send(claim, &chance)
        let flight = Flight(claim: claim, answer: answer, startedAt: now, life: memory.life)
        queue.add(.end(flight), at: now + answer.took)
    }

    private func end(_ flight: Flight) {
        record.end(flight.claim)
        let isDelivered = flight.claim.destination.contract.policy.isDelivered(flight.answer.result)
        memory.limiter.finish(flight.claim.destination.subscriptionID, isDelivered: isDelivered)
        if isChance(1, in: 300) {
            memory.ended.aborted.append(flight.claim)
        } else {
            let attempt = Attempt(
                startedAt: flight.startedAt, milliseconds: flight.answer.took.wholeMilliseconds,
                result: flight.answer.result, answer: [], retryAfter: flight.answer.retryAfter)
            memory.ended.finished.append(
                EndedAttempt(
                    claim: flight.claim, attempt: attempt, jitter: Double(chance.number(below: 1_000)) / 1_000))
            memory.answers.append(flight.answer)
        }
        wakeUp()
    }

    /// Applies the contracts to the attempts that were just recorded.
    private func applyDecisions() {
        for (ended, answer) in zip(memory.ended.finished, memory.answers) {
            let id = ended.claim.id
            let number = record.count(id)
            let state = expected[ended.claim.destination.subscriptionID]?.decide(answer, attempt: number, at: now)
            record.setFinalState(state ?? nil, of: id)
        }
        memory.ended = DispatchPass.EndedAttempts()
        memory.answers = []
    }

    /// The process dies. It starts again after a while, as the only owner of the file or as one of several.
    private func crash() async throws {
        record.crash()
        memory = Memory(
            life: memory.life + 1, isUp: false,
            limiter: Self.newLimiter)
        queue.add(.start(life: memory.life), at: now + .seconds(chance.number(below: 200)))
    }

    private func start() async throws {
        memory.isUp = true
        if TestStore.Engine.chosen == .sqlite {
            await store.close()
            store = try await TestStore.open(in: folder.path)
        }
        if chance.number(below: 2) == 0 {
            try await store.write { [now] in try DeliveryLeases.releaseAll(in: $0, at: now) }
        }
        wakeUp()
    }
}
