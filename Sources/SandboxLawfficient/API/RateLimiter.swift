import Matters
import Synchronization

/// The sliding window of one key's rate limit.
struct RateLimitWindow: Sendable {
    static let requestsMax = 120
    static let windowSeconds: Int64 = 60

    /// The times of the admitted requests, oldest first.
    private var admitted: [Instant] = []

    /// Nil when the request is admitted; otherwise the whole seconds after which the next request is.
    mutating func admit(at now: Instant) -> Int64? {
        let begin = now - Duration.seconds(Self.windowSeconds)
        admitted.removeAll { $0 <= begin }
        guard admitted.count >= Self.requestsMax, let oldest = admitted.first else {
            admitted.append(now)
            return nil
        }
        let wait = (oldest - begin).wholeMilliseconds
        return max(1, (wait + 999) / 1_000)
    }
}

/// The windows of all keys. They are in memory only: a restart resets them.
final class RateLimiter: Sendable {
    private let windows = Mutex<[String: RateLimitWindow]>([:])

    func admit(_ keyID: String, at now: Instant) -> Int64? {
        windows.withLock { $0[keyID, default: RateLimitWindow()].admit(at: now) }
    }
}
