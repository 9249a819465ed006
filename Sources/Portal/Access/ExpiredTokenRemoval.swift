package import Matters
import Records
package import Storage

/// Deletes tokens and sessions that have expired.
package struct ExpiredTokenRemoval<Time: Clock>: Sendable where Time.Duration == Duration {
    private let store: any Store
    private let clock: Time
    private let now: WallClock

    package static var interval: Duration { .seconds(3_600) }

    package init(store: any Store, clock: Time, now: @escaping WallClock) {
        self.store = store
        self.clock = clock
        self.now = now
    }

    /// Works until cancelled. A failed pass is repeated by the next one.
    /// - Throws: `CancellationError`
    package func run() async throws {
        while !Task.isCancelled {
            try? await removeExpired()
            try await clock.sleep(for: Self.interval)
        }
    }

    /// - Throws: `StoreError`
    package func removeExpired() async throws {
        let moment = now()
        try await store.write { try Tokens.removeExpired(in: $0, at: moment) }
    }
}
