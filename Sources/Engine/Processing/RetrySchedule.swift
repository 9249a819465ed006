package import Matters

/// When work that failed is tried again, and when it is given up until somebody or something new asks.
package struct RetrySchedule: Sendable {
    package var delays: [Duration]
    package init(delays: [Duration]) { self.delays = delays }

    package static let standard = RetrySchedule(
        delays: [.seconds(1), .seconds(5), .seconds(15), .seconds(60), .seconds(300), .seconds(900), .seconds(3_600)])

    package enum Next: Sendable, Equatable {
        case again(at: Instant, countsAttempt: Bool)
        case park
    }

    /// - Parameter attempts: failures before this one.
    package func next(after failure: PracticeFailure, attempts: Int, now: Instant) -> Next {
        switch failure {
        // Not the matter's fault: its turn comes again, and nothing is counted against it.
        case .cancelled: return .again(at: now, countsAttempt: false)
        case .rateLimited(let seconds):
            return .again(at: now + .seconds(min(seconds ?? 10, 600)), countsAttempt: false)
        case .unauthorized: return .again(at: now + .seconds(60), countsAttempt: false)
        case .network: return .again(at: now + delay(attempts), countsAttempt: attempts < delays.count - 1)
        case .unavailable, .forbidden, .notFound, .refused, .malformed:
            guard attempts < delays.count else { return .park }
            return .again(at: now + delay(attempts), countsAttempt: true)
        }
    }

    private func delay(_ attempts: Int) -> Duration { delays[min(attempts, delays.count - 1)] }
}

extension PracticeFailure {
    /// How the failure is stored and shown.
    package var name: String {
        switch self {
        case .unauthorized: "unauthorized"
        case .forbidden: "forbidden"
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
