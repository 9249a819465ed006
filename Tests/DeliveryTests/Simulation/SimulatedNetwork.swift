import LocalServer
import Matters
import Records
import Webhooks

/// Receivers with moods. What they have taken is remembered, for they cannot be asked to forget it.
struct SimulatedNetwork {
    enum Mood: CaseIterable { case well, flaky, slow, down, hanging, rejecting, overloaded, gone }

    struct Answer {
        var result: AttemptResult
        var retryAfter: Duration?
        var took: Duration
    }

    private var moods: [Int64: Mood] = [:]
    /// Bodies by delivery, and how often each was taken.
    private(set) var taken: [Int64: Int] = [:]
    private var bodies: [Int64: [UInt8]] = [:]
    /// Deliveries of which two attempts differed.
    private(set) var changed: Set<Int64> = []

    mutating func setMood(_ mood: Mood, of subscription: Int64) { moods[subscription] = mood }
    mutating func heal() { moods = [:] }

    /// Half of what fails was taken all the same, and only the answer is lost.
    mutating func send(_ claim: Deliveries.Claim, _ chance: inout CorruptingGenerator) -> Answer {
        if bodies.updateValue(claim.body, forKey: claim.id).map({ $0 != claim.body }) == true {
            changed.insert(claim.id)
        }
        let contract = claim.lane.contract
        let answer = answer(moods[claim.lane.subscriptionID] ?? .well, contract.attemptDeadline, &chance)
        if contract.takes(answer.result) || chance.number(below: 2) == 0 { taken[claim.id, default: 0] += 1 }
        return answer
    }

    private func answer(_ mood: Mood, _ deadline: Duration, _ chance: inout CorruptingGenerator) -> Answer {
        let quick = Duration.milliseconds(1 + chance.number(below: 200))
        switch mood {
        case .well: return Answer(result: .answered(status: 200), took: quick)
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
