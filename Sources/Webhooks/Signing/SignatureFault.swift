/// Why a notice is rejected as not genuine. The sender is only told that it was rejected.
package enum SignatureFault: String, Error, Sendable, CaseIterable {
    case missing
    case malformed
    /// Signed too long ago, or in the future.
    case untimely
    case wrong
}
