/// Why a subscription is refused: the field, as the contract spells it, and what to write there instead.
package struct SubscriptionFault: Error, Sendable, Equatable, CustomStringConvertible {
    package var field: String
    /// One sentence, without the value: it may be a secret.
    package var hint: String

    package init(field: String, hint: String) {
        self.field = field
        self.hint = hint
    }

    package var description: String { "\(field): \(hint)" }
}
