package import Matters
import Records
package import Storage

/// Deletes tokens and sessions that have expired.
package struct ExpiredTokenRemoval: PeriodicTask {
    private let store: any Store
    private let now: WallClock

    package static let interval = Duration.seconds(3_600)

    package init(store: any Store, now: @escaping WallClock) {
        self.store = store
        self.now = now
    }

    package func runOnce() async throws {
        let moment = now()
        try await store.write { try Tokens.removeExpired(in: $0, at: moment) }
    }
}
