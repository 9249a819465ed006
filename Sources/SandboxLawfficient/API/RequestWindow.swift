import Matters
import Synchronization

/// How many requests a key may make within the last minute.
struct RequestWindow: Sendable {
    static let requestsMax = 120
    static let windowSeconds: Int64 = 60

    /// Of those that were let through, oldest first.
    private var moments: [Instant] = []

    /// Nil when the request is let through; otherwise after how many whole seconds the next one is.
    mutating func take(at now: Instant) -> Int64? {
        let begin = now - Duration.seconds(Self.windowSeconds)
        moments.removeAll { $0 <= begin }
        guard moments.count >= Self.requestsMax, let oldest = moments.first else {
            moments.append(now)
            return nil
        }
        let wait = (oldest - begin).wholeMilliseconds
        return max(1, (wait + 999) / 1_000)
    }
}

/// The windows of all keys. They live with the process: a restart begins them anew.
final class RequestWindows: Sendable {
    private let windows = Mutex<[String: RequestWindow]>([:])

    func take(_ keyID: String, at now: Instant) -> Int64? {
        windows.withLock { $0[keyID, default: RequestWindow()].take(at: now) }
    }
}
