import LocalServer
import Matters
import Records
import Webhooks

/// Simulated receivers, each with a behaviour. What a receiver has accepted stays accepted through a crash of the sender.
struct SimulatedNetwork {
    enum Behaviour: CaseIterable { case healthy, flaky, slow, down, hanging, rejecting, overloaded, gone }

    struct Answer {
        var result: AttemptResult
        var retryAfter: Duration?
        var took: Duration
    }

    private var behaviours: [Int64: Behaviour] = [:]
    /// How often each delivery was accepted.
    private(set) var accepted: [Int64: Int] = [:]
    private var bodies: [Int64: [UInt8]] = [:]
    /// Deliveries whose attempts sent different bytes.
    private(set) var changed: Set<Int64> = []

    mutating func setBehaviour(_ behaviour: Behaviour, of subscription: Int64) { behaviours[subscription] = behaviour }
    mutating func heal() { behaviours = [:] }

    /// Half of the failures are lost answers: the receiver has accepted the message.
    mutating func send(_ claim: DeliveryClaim, _ chance: inout CorruptingGenerator) -> Answer {
        if bodies.updateValue(claim.body, forKey: claim.id).map({ $0 != claim.body }) == true {
            changed.insert(claim.id)
        }
        let contract = claim.destination.contract
        let answer = answer(
            behaviours[claim.destination.subscriptionID] ?? .healthy, contract.policy.attemptDeadline, &chance)
        if contract.policy.isDelivered(answer.result) || chance.number(below: 2) == 0 {
            accepted[claim.id, default: 0] += 1
        }
        return answer
    }

    private func answer(_ behaviour: Behaviour, _ deadline: Duration, _ chance: inout CorruptingGenerator) -> Answer {
        let quick = Duration.milliseconds(1 + chance.number(below: 200))
        switch behaviour {
        case .healthy: return Answer(result: .answered(status: 200), took: quick)
        case .slow: return Answer(result: .answered(status: 200), took: quick * 20)
        case .flaky where chance.number(below: 3) > 0: return Answer(result: .answered(status: 200), took: quick)
        case .flaky: return Answer(result: .failed(chance.pick([.reset, .timedOut, .dns, .tls])), took: quick)
        case .down: return Answer(result: .failed(.refused), took: quick)
        case .hanging: return Answer(result: .failed(.timedOut), took: deadline)
        case .rejecting: return Answer(result: .answered(status: chance.pick([301, 404, 500])), took: quick)
        case .overloaded:
            let asked: Duration? = chance.number(below: 2) == 0 ? nil : .seconds(chance.number(below: 5_000))
            return Answer(
                result: .answered(status: chance.pick([429, 502, 504])), retryAfter: asked, took: quick)
        case .gone: return Answer(result: .answered(status: 410), took: quick)
        }
    }
}
