import Matters
import Storage
import Synchronization

/// A value that is the same for everybody, loaded at most once in its lifetime and by one caller at a time. Callers who
/// come while it is being loaded share the result, so nobody can make the database work by asking often.
final class ExpiringCache<Value: Sendable>: Sendable {
    private final class Entry: Sendable {
        let loaded = Mutex<(value: Value, at: Instant)?>(nil)

        func value(at now: Instant, lifetime: Duration) -> Value? {
            loaded.withLock { loaded in
                // A clock that was set back must not extend the lifetime of an old value.
                guard let loaded, loaded.at <= now, now - loaded.at < lifetime else { return nil }
                return loaded.value
            }
        }
    }

    private let entry: Entry
    private let lifetime: Duration
    private let now: WallClock
    private let loading: GroupCommit<Void, Value>

    private static var callersMax: Int { 4_096 }

    /// - Parameter load: nothing is cached when it throws.
    init(lifetime: Duration, now: @escaping WallClock, load: @escaping @Sendable () async throws -> Value) {
        let entry = Entry()
        self.entry = entry
        self.lifetime = lifetime
        self.now = now
        loading = GroupCommit(batchMax: Self.callersMax, waitingMax: Self.callersMax) { callers in
            let value: Value
            if let cached = entry.value(at: now(), lifetime: lifetime) {
                value = cached
            } else {
                value = try await load()
                let moment = now()
                entry.loaded.withLock { $0 = (value, moment) }
            }
            return callers.map { value }
        }
    }

    /// - Throws: what `load` throws.
    func value() async throws -> Value {
        if let cached = entry.value(at: now(), lifetime: lifetime) { return cached }
        return try await loading.submit(())
    }
}
