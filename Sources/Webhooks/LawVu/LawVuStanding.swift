package import Matters

/// Whether a subscription still gets notices: ten abandoned ones within 24 hours switch it off for good.
package struct LawVuStanding: Sendable, Equatable {
    package enum Action: Sendable, Equatable { case disable }

    package static let abandonedMax = 10
    package static let period = Duration.seconds(86_400)

    package private(set) var isDisabled: Bool
    /// When notices were abandoned, within the last period; never more than `abandonedMax`.
    package private(set) var abandonedAt: [Instant]

    package init(isDisabled: Bool = false, abandonedAt: [Instant] = []) {
        (self.isDisabled, self.abandonedAt) = (isDisabled, abandonedAt.suffix(Self.abandonedMax))
    }

    /// What was delivered in between changes nothing.
    package mutating func record(_ fate: Fate, at now: Instant) -> [Action] {
        guard fate == .abandoned, !isDisabled else { return [] }
        abandonedAt.removeAll { now - $0 > Self.period }
        abandonedAt.append(now)
        guard abandonedAt.count >= Self.abandonedMax else { return [] }
        isDisabled = true
        return [.disable]
    }
}
