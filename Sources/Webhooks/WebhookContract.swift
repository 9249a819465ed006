/// Whose rules a webhook follows: its wire shape, what counts as delivered, when it is tried again, when it ends.
package enum WebhookContract: String, Sendable, CaseIterable {
    case actionstep
}
