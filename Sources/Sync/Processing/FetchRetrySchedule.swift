package import Matters

/// When failed work is retried, and when it becomes a dead letter.
enum FetchRetrySchedule {
    /// Of a matter whose own answer is bad; after the last it becomes a dead letter.
    static let matterDelays: [Duration] = [
        .seconds(1), .seconds(5), .seconds(15), .seconds(60), .seconds(300), .seconds(900), .seconds(3_600),
    ]
    /// While the whole system is unreachable; the last one is repeated without end.
    private static let systemDelays: [Duration] = [.seconds(1), .seconds(5), .seconds(15), .seconds(60)]

    enum Next: Sendable, Equatable {
        case again(at: Instant, countsAttempt: Bool)
        case deadLetter
    }

    /// - Parameter attempts: failures before this one.
    static func next(after failure: PracticeFailure, attempts: Int, now: Instant) -> Next {
        switch failure {
        // Not the matter's fault: retried at once, and no attempt is counted.
        case .cancelled: return .again(at: now, countsAttempt: false)
        case .rateLimited(let seconds): return .again(at: now + .seconds(min(seconds ?? 10, 600)), countsAttempt: false)
        case .unauthorized, .forbidden, .insufficientScope: return .again(at: now + .seconds(60), countsAttempt: false)
        // Nor here, but the delay grows with the outage. An outage makes no dead letters.
        case .network, .unavailable:
            let delay = delay(attempts, of: systemDelays)
            return .again(at: now + delay, countsAttempt: attempts < systemDelays.count - 1)
        case .notFound, .refused, .malformed:
            guard attempts < matterDelays.count else { return .deadLetter }
            return .again(at: now + delay(attempts, of: matterDelays), countsAttempt: true)
        }
    }

    private static func delay(_ attempts: Int, of delays: [Duration]) -> Duration {
        delays[min(attempts, delays.count - 1)]
    }
}

extension PracticeFailure {
    /// How the failure is stored and shown.
    package var name: String {
        switch self {
        case .unauthorized: "unauthorized"
        case .forbidden: "forbidden"
        case .insufficientScope(let resource): "insufficientScope(\(resource))"
        case .notFound: "notFound"
        case .rateLimited: "rateLimited"
        case .unavailable(let status): "unavailable(\(status))"
        case .refused(let status): "refused(\(status))"
        case .malformed(let place): "malformed(\(place))"
        case .network(let failure): "network(\(failure.rawValue))"
        case .cancelled: "cancelled"
        }
    }
}
