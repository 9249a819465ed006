package import Matters

/// The right to work on a row until a moment. A result under another token than the stored one is discarded.
package struct Lease: Sendable, Equatable {
    package let token: String
    package let until: Instant

    package init(token: String, until: Instant) {
        self.token = token
        self.until = until
    }
}
