package import Matters
package import Records

/// Limits the attempts under way, in total and for each subscription, so that slow and broken endpoints use their own
/// share and no more.
///
/// - A subscription begins with two slots, gains one with each success, and falls back to one when it fails: an
///   endpoint that hangs uses one slot.
/// - Failing subscriptions share at most half of all slots.
/// - Second and further slots of a subscription come out of three quarters of all slots, so that a subscription without
///   an attempt under way always finds one.
package struct ConcurrencyLimiter: Sendable {
    private struct Usage: Sendable {
        var inFlight = 0
        /// The slots that the subscription may use.
        var window = ConcurrencyLimiter.firstWindow
        var isFailing = false
        /// The second that `startedInSecond` counts.
        var second: Int64 = 0
        var startedInSecond = 0
    }

    package static let firstWindow = 2

    private let inFlightMax: Int
    private let perSubscriptionMax: Int
    private var usages: [Int64: Usage] = [:]
    package private(set) var inFlight = 0
    private var failingInFlight = 0
    private var furtherInFlight = 0

    package init(inFlightMax: Int, perSubscriptionMax: Int) {
        self.inFlightMax = inFlightMax
        self.perSubscriptionMax = perSubscriptionMax
    }

    /// Slots for healthy and for failing subscriptions.
    package var free: Int { max(0, inFlightMax - inFlight) }
    package var freeForFailing: Int { max(0, min(free, max(1, inFlightMax / 2) - failingInFlight)) }

    /// How many more attempts at one subscription may be started now.
    package func free(for destination: DeliveryDestination, at now: Instant) -> Int {
        let usage = usages[destination.subscriptionID] ?? Usage()
        let window = min(usage.window, perSubscriptionMax) - usage.inFlight
        let further = max(1, inFlightMax * 3 / 4) - furtherInFlight
        let first = usage.inFlight == 0 ? 1 : 0
        let slots = min(window, max(0, further) + first, rateBudget(of: usage, destination, at: now))
        return max(0, min(slots, usage.isFailing ? freeForFailing : free))
    }

    /// Whether all its slots are in use, so that only the end of an attempt makes room.
    package func isFull(_ destination: DeliveryDestination, at now: Instant) -> Bool {
        guard let usage = usages[destination.subscriptionID], usage.inFlight > 0 else { return false }
        return rateLimitEnd(for: destination, at: now) == nil && free(for: destination, at: now) == 0
    }

    /// When the rate limit of the current second is used up, the next second; nil otherwise.
    package func rateLimitEnd(for destination: DeliveryDestination, at now: Instant) -> Instant? {
        guard let usage = usages[destination.subscriptionID], rateBudget(of: usage, destination, at: now) <= 0 else {
            return nil
        }
        return Instant.seconds(now.epochSeconds + 1)
    }

    private func rateBudget(of usage: Usage, _ destination: DeliveryDestination, at now: Instant) -> Int {
        guard let limit = destination.messagesPerSecondMax else { return .max }
        return usage.second == now.epochSeconds ? limit - usage.startedInSecond : limit
    }

    /// Takes over the health that the database stores: after a start, or after a change by another process.
    package mutating func adoptHealth(of destination: DeliveryDestination) {
        var usage = usages[destination.subscriptionID] ?? Usage()
        guard destination.isFailing != usage.isFailing else { return }
        adjust(&usage, isSuccess: !destination.isFailing)
        usages[destination.subscriptionID] = usage
    }

    package mutating func start(_ destination: DeliveryDestination, at now: Instant) {
        let subscriptionID = destination.subscriptionID
        if usages[subscriptionID] == nil { adoptHealth(of: destination) }
        var usage = usages[subscriptionID] ?? Usage()
        if usage.second != now.epochSeconds {
            usage.second = now.epochSeconds
            usage.startedInSecond = 0
        }
        usage.startedInSecond += 1
        furtherInFlight += usage.inFlight > 0 ? 1 : 0
        failingInFlight += usage.isFailing ? 1 : 0
        usage.inFlight += 1
        inFlight += 1
        usages[subscriptionID] = usage
    }

    /// - Parameter isDelivered: nil when the attempt was aborted and has no result.
    package mutating func finish(_ subscriptionID: Int64, isDelivered: Bool?) {
        guard var usage = usages[subscriptionID], usage.inFlight > 0 else { return }
        inFlight -= 1
        usage.inFlight -= 1
        furtherInFlight -= usage.inFlight > 0 ? 1 : 0
        failingInFlight -= usage.isFailing ? 1 : 0
        if let isDelivered { adjust(&usage, isSuccess: isDelivered) }
        usages[subscriptionID] = usage
    }

    private mutating func adjust(_ usage: inout Usage, isSuccess: Bool) {
        if usage.isFailing, isSuccess { failingInFlight -= usage.inFlight }
        if !usage.isFailing, !isSuccess { failingInFlight += usage.inFlight }
        usage.isFailing = !isSuccess
        usage.window = isSuccess ? min(usage.window + 1, perSubscriptionMax) : 1
    }
}
