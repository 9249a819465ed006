/// Work that is repeated at intervals.
package protocol PeriodicTask: Sendable {
    /// The pause between two passes.
    static var interval: Duration { get }

    /// Makes one pass.
    /// - Throws: `StoreError`
    func runOnce() async throws
}

extension PeriodicTask {
    /// Works until cancelled. A failed pass is repeated by the next one.
    /// - Throws: `CancellationError`
    package func run(clock: any Clock<Duration>) async throws {
        while !Task.isCancelled {
            try? await runOnce()
            try await clock.sleep(for: Self.interval)
        }
    }
}
