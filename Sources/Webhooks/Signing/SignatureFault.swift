/// Why a notice is not believed to come from who signs it. The sender is told no more than that it was refused.
package enum SignatureFault: String, Error, Sendable, CaseIterable {
    case missing
    case malformed
    /// Signed too long ago, or by a clock that is ahead.
    case untimely
    case wrong
}
