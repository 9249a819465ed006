import LocalServer
import Matters
import Records
import Storage
import TestStore
import Webhooks

@testable import Delivery

/// The real engine on a real database, with everything else made up from one seed: time, network, people and crashes.
/// Whatever happens, it happens again with the same seed.
final class Simulation {
    enum Happening {
        case busyMoment
        case turn(life: Int)
        case alarm(Instant, life: Int)
        case end(Flight)
        case start(life: Int)
    }

    struct Flight {
        let claim: Deliveries.Claim
        let answer: SimulatedNetwork.Answer
        let startedAt: Instant
        let life: Int
    }

    /// What a crash loses.
    struct Memory {
        var life = 0
        var isUp = true
        var lanes: Lanes
        var ended = Turn.Ended()
        var answers: [SimulatedNetwork.Answer] = []
        var alarms = Alarms()
        var isRung = false
    }

    struct RolledBack: Error {}

    static let places = Places()
    let limits: Dispatcher.Limits
    let folder: TemporaryFolder
    var store: any Store
    var chance: CorruptingGenerator
    var now = Instant.seconds(1_600_000_000)
    var agenda = Agenda<Happening>()
    var memory: Memory
    var network = SimulatedNetwork()
    var expected: [Int64: ExpectedSubscription] = [:]
    var record = SimulationRecord()
    var events: [OutboundEventMark] = []
    /// Who was to be told of each event.
    var audiences: [Int: [Int64]] = [:]
    let eventsMax: Int
    let endpointsCount: Int
    /// At the end nothing fails any more.
    var isCalm = false
    private var tokens = 0
    let outbox = Outbox(firmID: "demo", newMessageID: { "message" })

    init(seed: UInt64, events: Int, endpoints: Int) async throws {
        chance = CorruptingGenerator(seed: seed)
        folder = try TemporaryFolder("simulation", isOnDisk: false)
        store = try await freshStore(in: folder)
        (eventsMax, endpointsCount) = (events, endpoints)
        var limits = Dispatcher.Limits()
        (limits.inFlightMax, limits.perSubscriptionMax) = (Self.places.all, Self.places.perSubscription)
        (limits.windowsPerTurnMax, limits.resendsPerTurnMax) = (3, 7)
        self.limits = limits
        memory = Memory(lanes: Lanes(inFlightMax: Self.places.all, perSubscriptionMax: Self.places.perSubscription))
    }

    /// - Returns: what went wrong.
    func run() async throws -> [String] {
        for _ in 0..<endpointsCount { try await addEndpoint() }
        agenda.add(.busyMoment, at: now)
        try await runToTheEnd()
        try await calmDown()
        try await runToTheEnd()
        return record.problems + (try await verdict())
    }

    private func runToTheEnd() async throws {
        while let (at, happening) = agenda.next(), record.problems.count < 10 {
            now = max(now, at)
            switch happening {
            case .busyMoment: try await busyMoment()
            case .turn(let life) where life == memory.life: try await turn()
            case .alarm(let moment, let life) where life == memory.life:
                memory.alarms.remove(moment, on: .schedule)
                ring()
            case .end(let flight) where flight.life == memory.life: end(flight)
            case .start(let life) where life == memory.life: try await start()
            default: break
            }
        }
    }

    func isChance(_ one: Int, in many: Int) -> Bool { !isCalm && chance.number(below: many) < one }

    /// The bell: one turn for all who ring before it.
    func ring() {
        guard memory.isUp, !memory.isRung else { return }
        memory.isRung = true
        agenda.add(.turn(life: memory.life), at: now + .milliseconds(chance.number(below: 50)))
    }

    private func wake(at moment: Instant?) {
        guard let moment, memory.alarms.add(max(moment, now + .milliseconds(1)), on: .schedule) else { return }
        let at = max(moment, now + .milliseconds(1))
        agenda.add(.alarm(at, life: memory.life), at: at)
    }
}

extension Simulation {
    private func turn() async throws {
        memory.isRung = false
        if isChance(1, in: 600) { return try await crash() }
        tokens += 1
        let turn = Turn(
            outbox: outbox, moment: .init(now: now, machine: now),
            lease: Lease(token: "\(tokens)", until: now + limits.lease), limits: limits, claims: true)
        let (ended, lanes) = (memory.ended, memory.lanes)
        if isChance(1, in: 100) {
            _ = try? await store.write { transaction in
                _ = try turn.take(ended, lanes: lanes, in: transaction)
                throw RolledBack()
            }
            return ring()
        }
        let outcome = try await store.write { try turn.take(ended, lanes: lanes, in: $0) }
        judge()
        if !ended.settlements.allSatisfy(\.isTaken) { try await compareStatuses() }
        if isChance(1, in: 600) { return try await crash() }
        for claim in outcome.claims { send(claim) }
        if outcome.isUnfinished { ring() }
        wake(at: outcome.next.due)
        wake(at: outcome.next.leaseEnd)
    }

    private func send(_ claim: Deliveries.Claim) {
        guard let expected = expected[claim.lane.subscriptionID] else {
            return record.complain("to nobody: \(claim.id)")
        }
        memory.lanes.start(claim.lane, at: now)
        record.start(claim, to: expected, limits: Self.places, at: now)
        let answer = network.send(claim, &chance)
        let flight = Flight(claim: claim, answer: answer, startedAt: now, life: memory.life)
        agenda.add(.end(flight), at: now + answer.took)
    }

    private func end(_ flight: Flight) {
        record.end(flight.claim)
        let isTaken = flight.claim.lane.contract.takes(flight.answer.result)
        memory.lanes.finish(flight.claim.lane.subscriptionID, isTaken: isTaken)
        if isChance(1, in: 300) {
            memory.ended.released.append(flight.claim)
        } else {
            let attempt = Attempt(
                startedAt: flight.startedAt, milliseconds: flight.answer.took.wholeMilliseconds,
                result: flight.answer.result, answer: [])
            memory.ended.settlements.append(
                Deliveries.Settlement(
                    claim: flight.claim, attempt: attempt, retryAfter: flight.answer.retryAfter,
                    chance: Double(chance.number(below: 1_000)) / 1_000))
            memory.answers.append(flight.answer)
        }
        ring()
    }

    /// What the contracts say of what was just written down.
    private func judge() {
        for (settlement, answer) in zip(memory.ended.settlements, memory.answers) {
            let (id, subscription) = (settlement.claim.id, settlement.claim.lane.subscriptionID)
            let attempt = record.count(id)
            let fate = expected[subscription]?.judge(answer, attempt: attempt, at: now)
            record.rule(fate ?? nil, on: id)
        }
        (memory.ended, memory.answers) = (Turn.Ended(), [])
    }

    /// The power fails. Somebody starts it again after a while, as the only owner of the file or as one of several.
    private func crash() async throws {
        record.crash()
        memory = Memory(
            life: memory.life + 1, isUp: false,
            lanes: Lanes(inFlightMax: Self.places.all, perSubscriptionMax: Self.places.perSubscription))
        agenda.add(.start(life: memory.life), at: now + .seconds(chance.number(below: 200)))
    }

    private func start() async throws {
        memory.isUp = true
        if TestStore.Engine.chosen == .sqlite {
            await store.close()
            store = try await TestStore.open(in: folder.path)
        }
        if chance.number(below: 2) == 0 {
            try await store.write { [now] in try Deliveries.freeAllLeases(in: $0, at: now) }
        }
        ring()
    }
}

extension Deliveries.Settlement {
    fileprivate var isTaken: Bool { claim.lane.contract.takes(attempt.result) }
}
