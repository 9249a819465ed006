import Matters
import Records

/// The attempts of a simulation as they start and end, and the violations found on the way.
struct SimulationRecord {
    private struct Queue: Hashable {
        var subscription: Int64
        var key: String
    }
    private struct Second: Hashable {
        var subscription: Int64
        var second: Int64
    }

    private(set) var problems: [String] = []
    /// Recorded attempts, by delivery.
    private(set) var attempts: [Int64: Int] = [:]
    /// The state after the last of them; nil if the delivery is to be retried.
    private(set) var finalStates: [Int64: DeliveryState?] = [:]
    /// Deliveries that may overtake others: held ones that a person resent later.
    var unordered: Set<Int64> = []
    private var last: [Queue: Int64] = [:]
    private var seen: Set<Int64> = []
    // Reset by a crash:
    private var underWay: [Queue: Int64] = [:]
    private var inFlight: [Int64: Int] = [:]
    private var started: [Second: Int] = [:]

    mutating func start(_ claim: DeliveryClaim, to expected: ExpectedSubscription, limits: SlotLimits, at now: Instant)
    {
        let queue = Queue(subscription: expected.id, key: claim.orderingKey)
        if let other = underWay.updateValue(claim.id, forKey: queue) {
            problems.append("\(claim.id) and \(other) of one key are under way together")
        }
        if seen.insert(claim.id).inserted, !unordered.contains(claim.id) {
            if let before = last[queue], before > claim.id { problems.append("\(claim.id) comes after \(before)") }
            last[queue] = max(last[queue] ?? 0, claim.id)
        }
        inFlight[expected.id, default: 0] += 1
        if inFlight[expected.id, default: 0] > limits.perSubscription {
            problems.append("\(expected.id) has more attempts under way than slots")
        }
        if inFlight.values.reduce(0, +) > limits.all {
            problems.append("more attempts are under way than there are slots")
        }
        let second = Second(subscription: expected.id, second: now.epochSeconds)
        started[second, default: 0] += 1
        if let max = expected.messagesPerSecondMax, started[second, default: 0] > max {
            problems.append("\(expected.id) is sent more than \(max) in a second")
        }
        if now < expected.pausedUntil { problems.append("\(expected.id) is sent to during a pause") }
    }

    mutating func end(_ claim: DeliveryClaim) {
        underWay[Queue(subscription: claim.destination.subscriptionID, key: claim.orderingKey)] = nil
        inFlight[claim.destination.subscriptionID, default: 0] -= 1
    }

    /// From 1.
    mutating func count(_ delivery: Int64) -> Int {
        attempts[delivery, default: 0] += 1
        return attempts[delivery, default: 0]
    }

    mutating func setFinalState(_ state: DeliveryState?, of delivery: Int64) { finalStates[delivery] = .some(state) }

    mutating func crash() {
        underWay = [:]
        inFlight = [:]
        started = [:]
    }

    mutating func add(_ problem: String) { problems.append(problem) }
}

struct SlotLimits {
    var all = 24
    var perSubscription = 4
}
