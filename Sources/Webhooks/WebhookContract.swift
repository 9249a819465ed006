/// The contract that a webhook follows: its wire shape, its signature, what counts as delivered, when an attempt is
/// repeated and when the endpoint is disabled.
package enum WebhookContract: String, Sendable, CaseIterable {
    case actionstep
    case lawvu
    case lawfficient
    /// Standard Webhooks, for the portal's own events.
    case standard

    package var policy: any ContractPolicy.Type {
        switch self {
        case .actionstep: ActionStepPolicy.self
        case .lawvu: LawVuPolicy.self
        case .lawfficient: LawfficientPolicy.self
        case .standard: StandardPolicy.self
        }
    }
}
