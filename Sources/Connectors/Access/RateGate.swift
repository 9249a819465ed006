package import Egress
import HTTPTypes
package import Matters
import Synchronization

/// Keeps us a bearable guest of an API: few requests at a time, everybody waits when one was told to, and what may be
/// better next time is asked again.
package final class RateGate: Sendable {
    package struct Limits: Sendable {
        package var requestsInFlightMax = 6
        package var retriesMax = 3
        /// The longest wait for a permission to go on; a longer one is the caller's to plan.
        package var waitMax = Duration.seconds(20)
        /// Doubled with each retry.
        package var firstWait = Duration.milliseconds(250)
        /// When a 429 does not say.
        package var waitWithoutHint = Duration.seconds(2)
        package init() {}
    }

    private let limits: Limits
    private let clock: any Clock<Duration>
    private let now: WallClock
    private let permits: AsyncSemaphore
    private let closedUntil = Mutex(Instant.distantPast)

    package init(limits: Limits = Limits(), clock: any Clock<Duration>, now: @escaping WallClock) {
        (self.limits, self.clock, self.now) = (limits, clock, now)
        permits = AsyncSemaphore(limits.requestsInFlightMax)
    }

    /// - Parameter isRepeatable: whether asking again can do no harm. A 429 was not carried out, so it is always
    ///   asked again; a 5xx or a lost connection may have been.
    package func send(
        isRepeatable: Bool, _ request: () async throws -> HTTPAnswer
    ) async throws(PracticeFailure) -> HTTPAnswer {
        var retries = 0
        while true {
            let attempt = await attempt(request)
            guard retries < limits.retriesMax,
                let wait = wait(after: attempt, retries: retries, isRepeatable: isRepeatable), wait <= limits.waitMax
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
            let wait = answer.retryAfter.map { .seconds($0) } ?? limits.waitWithoutHint * (1 << retries)
            let end = now() + min(wait, limits.waitMax)
            closedUntil.withLock { $0 = max($0, end) }
            return wait
        case .success(let answer) where answer.status >= 500 && isRepeatable: return backoff(retries)
        case .failure(.network(.reset)) where isRepeatable: return backoff(retries)
        default: return nil
        }
    }

    private func backoff(_ retries: Int) -> Duration { limits.firstWait * (1 << retries) }

    private func sleep(_ duration: Duration) async throws(PracticeFailure) {
        guard duration > .zero else { return }
        do { try await clock.sleep(for: duration) } catch { throw .cancelled }
    }
}

extension HTTPAnswer {
    /// Seconds; the form with a date is not used by any of the systems, and read as absent.
    var retryAfter: Int? {
        headers[.retryAfter].flatMap { Int($0) }.flatMap { (0...86_400).contains($0) ? $0 : nil }
    }
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

    /// What a status says, nil when it is a success.
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
