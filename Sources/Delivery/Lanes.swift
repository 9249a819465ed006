package import Matters
package import Records

/// How much is under way, in all and for each subscription, so that slow and broken endpoints take their own share and
/// no more.
///
/// - A subscription begins with a few places, gets one more for each message that its endpoint takes, and falls back to
///   one when it fails: what hangs occupies one place, not many.
/// - Those that fail have at most half of all places together.
/// - Second and further places of one subscription come out of three quarters of all places, so that whoever has none
///   finds one.
package struct Lanes: Sendable {
    private struct Lane: Sendable {
        var inFlight = 0
        var window = Lanes.firstWindow
        var isFailing = false
        var second: Int64 = 0
        var startedInSecond = 0
    }

    package static let firstWindow = 2

    private let inFlightMax: Int
    private let perSubscriptionMax: Int
    private var lanes: [Int64: Lane] = [:]
    package private(set) var inFlight = 0
    private var failingInFlight = 0
    private var furtherInFlight = 0

    package init(inFlightMax: Int, perSubscriptionMax: Int) {
        (self.inFlightMax, self.perSubscriptionMax) = (inFlightMax, perSubscriptionMax)
    }

    /// Places for those that are well, and for those that fail.
    package var free: Int { max(0, inFlightMax - inFlight) }
    package var freeForFailing: Int { max(0, min(free, max(1, inFlightMax / 2) - failingInFlight)) }

    /// How many more of one subscription may be started now.
    package func free(for lane: Deliveries.Lane, at now: Instant) -> Int {
        let state = lanes[lane.subscriptionID] ?? Lane()
        let window = min(state.window, perSubscriptionMax) - state.inFlight
        let further = max(1, inFlightMax * 3 / 4) - furtherInFlight
        let places = min(window, max(0, further) + (state.inFlight == 0 ? 1 : 0), budget(of: state, lane, at: now))
        return max(0, min(places, state.isFailing ? freeForFailing : free))
    }

    /// Whether all of its places are taken, so that only the end of an attempt can bring the next one.
    package func isFull(_ lane: Deliveries.Lane, at now: Instant) -> Bool {
        guard let state = lanes[lane.subscriptionID], state.inFlight > 0 else { return false }
        return pause(for: lane, at: now) == nil && free(for: lane, at: now) == 0
    }

    /// When the budget of a second is used up, the next one; nil otherwise.
    package func pause(for lane: Deliveries.Lane, at now: Instant) -> Instant? {
        guard let state = lanes[lane.subscriptionID], budget(of: state, lane, at: now) <= 0 else { return nil }
        return Instant.seconds(now.epochSeconds + 1)
    }

    private func budget(of state: Lane, _ lane: Deliveries.Lane, at now: Instant) -> Int {
        guard let max = lane.messagesPerSecondMax else { return .max }
        return state.second == now.epochSeconds ? max - state.startedInSecond : max
    }

    /// What the database says of it: after a start nothing else is known.
    package mutating func see(_ lane: Deliveries.Lane) {
        var known = lanes[lane.subscriptionID] ?? Lane()
        guard lane.isFailing != known.isFailing else { return }
        learn(!lane.isFailing, &known)
        lanes[lane.subscriptionID] = known
    }

    package mutating func start(_ claimed: Deliveries.Lane, at now: Instant) {
        let subscriptionID = claimed.subscriptionID
        if lanes[subscriptionID] == nil { see(claimed) }
        var lane = lanes[subscriptionID] ?? Lane()
        if lane.second != now.epochSeconds { (lane.second, lane.startedInSecond) = (now.epochSeconds, 0) }
        lane.startedInSecond += 1
        furtherInFlight += lane.inFlight > 0 ? 1 : 0
        failingInFlight += lane.isFailing ? 1 : 0
        lane.inFlight += 1
        inFlight += 1
        lanes[subscriptionID] = lane
    }

    /// - Parameter isTaken: nil when the attempt was broken off and tells nothing.
    package mutating func finish(_ subscriptionID: Int64, isTaken: Bool?) {
        guard var lane = lanes[subscriptionID], lane.inFlight > 0 else { return }
        inFlight -= 1
        lane.inFlight -= 1
        furtherInFlight -= lane.inFlight > 0 ? 1 : 0
        failingInFlight -= lane.isFailing ? 1 : 0
        if let isTaken { learn(isTaken, &lane) }
        lanes[subscriptionID] = lane
    }

    private mutating func learn(_ isTaken: Bool, _ lane: inout Lane) {
        if isTaken == lane.isFailing { failingInFlight += isTaken ? -lane.inFlight : lane.inFlight }
        lane.isFailing = !isTaken
        lane.window = isTaken ? min(lane.window + 1, perSubscriptionMax) : 1
    }
}
