import Matters

/// Keeps idle streams alive by heartbeats, and ends streams whose time is over or whose credential has expired.
struct StreamLifetime {
    /// A tenth more or less at random, so that streams opened together do not all reconnect together.
    static let life: Duration = .seconds(600)
    static let heartbeatSeconds = 15

    let registry: LiveStreamRegistry
    let now: WallClock
    /// A number from 0 up to 1, another one at each call.
    let random: @Sendable () -> Double

    func end(of credential: StreamCredential?) -> Instant {
        let end = now() + Self.life * (0.9 + 0.2 * random())
        return min(end, credential?.expiresAt ?? end)
    }

    /// One timer for all streams: proxies close connections that are silent for a minute, and only a write detects a
    /// dead peer.
    func run(clock: some Clock<Duration>) async {
        var seconds = 0
        while (try? await clock.sleep(for: .seconds(1))) != nil {
            seconds += 1
            endExpired()
            if seconds.isMultiple(of: Self.heartbeatSeconds) {
                for stream in registry.all { stream.continuation.yield(.heartbeat) }
            }
        }
    }

    func endExpired() {
        let moment = now()
        for stream in registry.all where stream.endsAt <= moment { stream.continuation.finish() }
    }
}
