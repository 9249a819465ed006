import Matters
import Storage
import Synchronization

/// An answer that is the same for everybody, asked for at most once in a while and by one at a time, so that nobody
/// can make the database work by asking often. Whoever comes while it is being asked for shares that answer.
final class Remembered<Value: Sendable>: Sendable {
    private final class Kept: Sendable {
        let answer = Mutex<(value: Value, at: Instant)?>(nil)

        func value(at now: Instant, noOlderThan life: Duration) -> Value? {
            answer.withLock { answer in
                // A clock that was set back must not make an old answer last.
                guard let answer, answer.at <= now, now - answer.at < life else { return nil }
                return answer.value
            }
        }
    }

    private let kept: Kept
    private let life: Duration
    private let now: WallClock
    private let asking: GroupCommit<Void, Value>

    private static var askersMax: Int { 4_096 }

    /// - Parameter ask: when it throws, nothing is remembered.
    init(for life: Duration, now: @escaping WallClock, ask: @escaping @Sendable () async throws -> Value) {
        let kept = Kept()
        (self.kept, self.life, self.now) = (kept, life, now)
        asking = GroupCommit(batchMax: Self.askersMax, waitingMax: Self.askersMax) { askers in
            let value: Value
            if let known = kept.value(at: now(), noOlderThan: life) {
                value = known
            } else {
                value = try await ask()
                let moment = now()
                kept.answer.withLock { $0 = (value, moment) }
            }
            return askers.map { value }
        }
    }

    func value() async throws -> Value {
        if let known = kept.value(at: now(), noOlderThan: life) { return known }
        return try await asking.submit(())
    }
}
