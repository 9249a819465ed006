/// Why a subscription is disabled. The raw value is stored.
package enum DisableReason: String, Sendable, CaseIterable {
    /// ActionStep: an answer other than 200, or no answer to any attempt.
    case unexpectedAnswer
    /// LawVu: ten deliveries abandoned within 24 hours.
    case abandonedTooOften
    /// Standard: the endpoint answered 410.
    case gone
    /// Standard: no success for five days.
    case failing
    case byHand
}
