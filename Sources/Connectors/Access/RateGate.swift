import Egress
import HTTPTypes
import Matters
import Synchronization

/// Limits and retries the requests to one API: few in flight at a time, all wait after a 429, and transient failures are
/// retried.
final class RateGate: Sendable {
    private static let requestsInFlightMax = 6
    private static let retriesMax = 3
    /// A retry after a longer wait is left to the caller.
    private static let waitMax = Duration.seconds(20)
    /// Doubled with each retry.
    private static let firstWait = Duration.milliseconds(250)
    /// After a 429 without `Retry-After`.
    private static let waitWithoutHint = Duration.seconds(2)

    private let clock: any Clock<Duration>
    private let now: WallClock
    private let permits = AsyncSemaphore(requestsInFlightMax)
    private let closedUntil = Mutex(Instant.distantPast)

    init(clock: any Clock<Duration>, now: @escaping WallClock) {
        self.clock = clock
        self.now = now
    }

    /// - Parameter isRepeatable: whether the request is idempotent. One that was answered 429 was not carried out, so it
    ///   is always retried; one that was answered 5xx, or lost its connection, may have been.
    func send(
        isRepeatable: Bool, _ request: () async throws -> HTTPAnswer
    ) async throws(PracticeFailure) -> HTTPAnswer {
        var retries = 0
        while true {
            let attempt = await attempt(request)
            guard retries < Self.retriesMax,
                let wait = wait(after: attempt, retries: retries, isRepeatable: isRepeatable), wait <= Self.waitMax
            else { return try attempt.get() }
            retries += 1
            try await sleep(wait)
        }
    }

    private func attempt(_ request: () async throws -> HTTPAnswer) async -> Result<HTTPAnswer, PracticeFailure> {
        do {
            return .success(
                try await permits.withPermit {
                    try await sleep(closedUntil.withLock { $0 } - now())
                    return try await request()
                })
        } catch {
            return .failure(PracticeFailure(error))
        }
    }

    private func wait(
        after attempt: Result<HTTPAnswer, PracticeFailure>, retries: Int, isRepeatable: Bool
    ) -> Duration? {
        switch attempt {
        case .success(let answer) where answer.status == 429:
            let wait = answer.retryAfter.map { .seconds($0) } ?? Self.waitWithoutHint * (1 << retries)
            let end = now() + min(wait, Self.waitMax)
            closedUntil.withLock { $0 = max($0, end) }
            return wait
        case .success(let answer) where answer.status >= 500 && isRepeatable: return backoff(retries)
        case .failure(.network(.reset)) where isRepeatable: return backoff(retries)
        default: return nil
        }
    }

    private func backoff(_ retries: Int) -> Duration { Self.firstWait * (1 << retries) }

    private func sleep(_ duration: Duration) async throws(PracticeFailure) {
        guard duration > .zero else { return }
        do { try await clock.sleep(for: duration) } catch { throw .cancelled }
    }
}

extension HTTPAnswer {
    /// Seconds; the form with a date, which none of the systems uses, is read as absent.
    var retryAfter: Int? { headers[.retryAfter].flatMap { Int($0) }.flatMap { (0...86_400).contains($0) ? $0 : nil } }
}

extension PracticeFailure {
    /// The name of what went wrong below.
    init(_ error: any Error) {
        switch error {
        case let failure as PracticeFailure: self = failure
        case let failure as NetworkFailure: self = .network(failure)
        case is CancellationError: self = .cancelled
        default: self = .network(.other)
        }
    }

    /// Nil for a status of success.
    init?(answer: HTTPAnswer) {
        switch answer.status {
        case 200..<300: return nil
        case 401: self = .unauthorized
        case 403: self = .forbidden
        case 404: self = .notFound
        case 429: self = .rateLimited(retryAfterSeconds: answer.retryAfter)
        case 500...: self = .unavailable(status: answer.status)
        default: self = .refused(status: answer.status)
        }
    }
}
