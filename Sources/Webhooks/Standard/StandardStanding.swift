package import Matters

/// Whether an endpoint of the portal still gets messages: five days of nothing but failure switch it off, and so does
/// its own word that it is gone. Only a person switches it on again.
package struct StandardStanding: Sendable, Equatable {
    package enum Reason: String, Sendable { case gone, failing }

    package enum Action: Sendable, Equatable {
        case disable(Reason)
        /// The endpoint is overloaded: nothing of it is sent for so long.
        case slowDown(for: Duration)
    }

    package static let patience = Duration.seconds(5 * 86_400)
    package static let pauseWithoutHint = Duration.seconds(60)
    private static let overloaded: Set<Int> = [429, 502, 504]

    package private(set) var disabledBecause: Reason?
    /// Of the first failure after the last success.
    package private(set) var failingSince: Instant?

    package init(disabledBecause: Reason? = nil, failingSince: Instant? = nil) {
        (self.disabledBecause, self.failingSince) = (disabledBecause, failingSince)
    }

    /// What was under way when it was switched off changes nothing any more.
    package mutating func record(_ result: AttemptResult, retryAfter: Duration?, at now: Instant) -> [Action] {
        guard disabledBecause == nil else { return [] }
        if result.isTaken {
            failingSince = nil
            return []
        }
        let since = failingSince ?? now
        failingSince = since
        if result == .gone { return disable(.gone) }
        if now - since >= Self.patience { return disable(.failing) }
        guard case .answered(let status) = result, Self.overloaded.contains(status) else { return [] }
        return [.slowDown(for: min(retryAfter ?? Self.pauseWithoutHint, RetryAfter.longest))]
    }

    /// A person has looked at it: what was before does not count.
    package mutating func enable() { self = StandardStanding() }

    private mutating func disable(_ reason: Reason) -> [Action] {
        disabledBecause = reason
        return [.disable(reason)]
    }
}
