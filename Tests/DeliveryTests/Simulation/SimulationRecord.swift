import Matters
import Records

/// What goes out, as it goes out, and what may not happen on the way.
struct SimulationRecord {
    private struct Line: Hashable {
        var subscription: Int64
        var key: String
    }
    private struct Second: Hashable {
        var subscription: Int64
        var second: Int64
    }

    private(set) var problems: [String] = []
    /// Attempts that were written down, by delivery.
    private(set) var attempts: [Int64: Int] = [:]
    /// What the last of them made of it; nil if it was to be tried again.
    private(set) var fates: [Int64: Deliveries.State?] = [:]
    /// Deliveries that may overtake others: copies, and what a person sends at last that had been left behind.
    var unordered: Set<Int64> = []
    private var last: [Line: Int64] = [:]
    private var seen: Set<Int64> = []
    // What a crash makes an end of:
    private var underWay: [Line: Int64] = [:]
    private var places: [Int64: Int] = [:]
    private var started: [Second: Int] = [:]

    mutating func start(_ claim: Deliveries.Claim, to expected: ExpectedSubscription, limits: Places, at now: Instant) {
        let line = Line(subscription: expected.id, key: claim.orderingKey)
        if let other = underWay.updateValue(claim.id, forKey: line) {
            problems.append("\(claim.id) and \(other) of one key are under way together")
        }
        if seen.insert(claim.id).inserted, !unordered.contains(claim.id) {
            if let before = last[line], before > claim.id { problems.append("\(claim.id) comes after \(before)") }
            last[line] = max(last[line] ?? 0, claim.id)
        }
        places[expected.id, default: 0] += 1
        if places[expected.id, default: 0] > limits.perSubscription {
            problems.append("\(expected.id) has no place left")
        }
        if places.values.reduce(0, +) > limits.all { problems.append("more is under way than there are places") }
        let second = Second(subscription: expected.id, second: now.epochSeconds)
        started[second, default: 0] += 1
        if let max = expected.messagesPerSecondMax, started[second, default: 0] > max {
            problems.append("\(expected.id) is sent more than \(max) in a second")
        }
        if now < expected.pausedUntil { problems.append("\(expected.id) is not left alone") }
    }

    mutating func end(_ claim: Deliveries.Claim) {
        underWay[Line(subscription: claim.lane.subscriptionID, key: claim.orderingKey)] = nil
        places[claim.lane.subscriptionID, default: 0] -= 1
    }

    /// From 1.
    mutating func count(_ delivery: Int64) -> Int {
        attempts[delivery, default: 0] += 1
        return attempts[delivery, default: 0]
    }

    mutating func rule(_ fate: Deliveries.State?, on delivery: Int64) { fates[delivery] = .some(fate) }

    mutating func crash() { (underWay, places, started) = ([:], [:], [:]) }

    mutating func complain(_ problem: String) { problems.append(problem) }
}

struct Places {
    var all = 24
    var perSubscription = 4
}
