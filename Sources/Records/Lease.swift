package import Matters

/// The right to work on a row until a moment. Only the holder of the stored token can finish; the result of a worker
/// whose lease expired is discarded.
package struct Lease: Sendable, Equatable {
    package let token: String
    package let until: Instant

    package init(token: String, until: Instant) {
        self.token = token
        self.until = until
    }
}
