/// How much is under way, in all and for each subscription, so that a slow endpoint takes its own share and no more.
struct Lanes: Sendable {
    private let inFlightMax: Int
    private let perSubscriptionMax: Int
    private var counts: [Int64: Int] = [:]
    private(set) var inFlight = 0

    init(inFlightMax: Int, perSubscriptionMax: Int) {
        (self.inFlightMax, self.perSubscriptionMax) = (inFlightMax, perSubscriptionMax)
    }

    func free(for subscriptionID: Int64) -> Int {
        max(0, min(perSubscriptionMax - count(subscriptionID), inFlightMax - inFlight))
    }

    func count(_ subscriptionID: Int64) -> Int { counts[subscriptionID] ?? 0 }

    mutating func start(_ subscriptionID: Int64) {
        counts[subscriptionID, default: 0] += 1
        inFlight += 1
    }

    mutating func finish(_ subscriptionID: Int64) {
        inFlight -= 1
        let left = count(subscriptionID) - 1
        counts[subscriptionID] = left == 0 ? nil : left
    }
}
