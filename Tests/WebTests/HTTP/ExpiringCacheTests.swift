import Matters
import Synchronization
import Testing

@testable import Web

@Suite struct `A remembered answer` {
    private struct Failure: Error {}

    @Test(arguments: [(0, 1), (999, 1), (1_000, 2), (-1, 2)])
    func `is asked for again after its time, and when the clock was set back`(
        _ passed: Int64, _ asked: Int
    ) async throws {
        let clock = Mutex(Instant.seconds(100))
        let asks = Mutex(0)
        let answer = ExpiringCache(lifetime: .seconds(1), now: { clock.withLock { $0 } }) {
            asks.withLock {
                $0 += 1
                return $0
            }
        }
        _ = try await answer.value()
        clock.withLock { $0 = Instant(milliseconds: $0.milliseconds + passed) }
        #expect(try await answer.value() == asked)
    }

    @Test func `is asked for by one at a time, and shared`() async throws {
        let asks = Mutex(0)
        let answer = ExpiringCache(lifetime: .seconds(1), now: { .seconds(100) }) {
            for _ in 0..<100 { await Task.yield() }
            return asks.withLock {
                $0 += 1
                return $0
            }
        }
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<50 { group.addTask { try await answer.value() } }
            for try await value in group { #expect(value == 1) }
        }
    }

    @Test func `is not remembered when asking failed`() async throws {
        let asks = Mutex(0)
        let answer = ExpiringCache(lifetime: .seconds(1), now: { .seconds(100) }) {
            let count = asks.withLock {
                $0 += 1
                return $0
            }
            if count == 1 { throw Failure() }
            return count
        }
        await #expect(throws: Failure.self) { try await answer.value() }
        #expect(try await answer.value() == 2)
    }
}
