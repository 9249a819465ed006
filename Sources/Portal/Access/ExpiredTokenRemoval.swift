package import Matters
import Records
package import Storage

/// Deletes tokens and sessions that have expired.
package struct ExpiredTokenRemoval: Sendable {
    private let store: any Store
    private let now: WallClock

    static let interval: Duration = .seconds(3_600)

    package init(store: any Store, now: @escaping WallClock) {
        self.store = store
        self.now = now
    }

    /// Works until cancelled. A failed pass is repeated by the next one.
    /// - Throws: `CancellationError`
    package func run(clock: some Clock<Duration>) async throws {
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
