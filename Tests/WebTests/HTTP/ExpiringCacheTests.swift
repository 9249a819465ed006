import Matters
import Synchronization
import Testing

@testable import Web

@Suite struct `A cached value` {
    private struct Failure: Error {}

    @Test(arguments: [(0, 1), (999, 1), (1_000, 2), (-1, 2)])
    func `is loaded again after its lifetime, and when the clock was set back`(
        _ passed: Int64, _ loadCount: Int
    ) async throws {
        let clock = Mutex(Instant.seconds(100))
        let loads = Mutex(0)
        let cache = ExpiringCache(lifetime: .seconds(1), now: { clock.withLock { $0 } }) {
            loads.withLock {
                $0 += 1
                return $0
            }
        }
        _ = try await cache.value()
        clock.withLock { $0 = Instant(milliseconds: $0.milliseconds + passed) }
        #expect(try await cache.value() == loadCount)
    }

    @Test func `is loaded by one caller at a time, and shared`() async throws {
        let loads = Mutex(0)
        let cache = ExpiringCache(lifetime: .seconds(1), now: { .seconds(100) }) {
            for _ in 0..<100 { await Task.yield() }
            return loads.withLock {
                $0 += 1
                return $0
            }
        }
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<50 { group.addTask { try await cache.value() } }
            for try await value in group { #expect(value == 1) }
        }
    }

    @Test func `is not cached when loading failed`() async throws {
        let loads = Mutex(0)
        let cache = ExpiringCache(lifetime: .seconds(1), now: { .seconds(100) }) {
            let count = loads.withLock {
                $0 += 1
                return $0
            }
            if count == 1 { throw Failure() }
            return count
        }
        await #expect(throws: Failure.self) { try await cache.value() }
        #expect(try await cache.value() == 2)
    }
}
