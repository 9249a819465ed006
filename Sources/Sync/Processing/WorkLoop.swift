import Logging
import Matters
import Storage

/// What a step of a loop found.
enum WorkOutcome: Sendable, Equatable {
    /// There may be more: step again at once.
    case more
    /// Nothing to do before this moment or the next notification of the channel; nil for the notification alone.
    case idle(until: Instant?)
}

/// Steps as long as there is work, then waits for a notification or for the moment at which work is due.
struct WorkLoop<Time: Clock>: Sendable where Time.Duration == Duration {
    let name: String
    let store: any Store
    let channel: Channel
    let clock: Time
    let now: WallClock
    let logger: Logger

    /// Bounds a wait, so that a wall clock that was set back cannot delay work for long.
    private static var waitMax: Duration { .seconds(60) }
    private static var pauseAfterError: Duration { .seconds(1) }

    /// Returns when the task is cancelled.
    func run(_ step: @Sendable () async throws -> WorkOutcome) async {
        let signal = WorkSignal()
        let notifications = store.listen(to: channel)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in notifications { signal.notify() } }
            while !Task.isCancelled {
                do {
                    if case .idle(let until) = try await step() { await wait(signal, until: until) }
                } catch {
                    guard !Task.isCancelled else { break }
                    logger.error("\(name) failed and is tried again", metadata: ["error": "\(error)"])
                    try? await clock.sleep(for: Self.pauseAfterError)
                }
            }
            group.cancelAll()
        }
    }

    private func wait(_ signal: WorkSignal, until: Instant?) async {
        let limit = until.map { min(max($0 - now(), .milliseconds(1)), Self.waitMax) } ?? Self.waitMax
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await signal.wait() }
            group.addTask { try? await clock.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
    }
}
