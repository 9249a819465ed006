import Storage
import Synchronization

/// A bounded pool of connections.
///
/// Connections are opened on demand and dropped when they fail. While the server is away a caller waits a little for its
/// return, so that a restart of the server is no failure to those who send notices; then the call throws.
final class PostgresPool: Sendable {
    private typealias Waiter = CheckedContinuation<Lease, any Error>
    /// The right to use one connection: an idle one, or one that the holder has to open.
    private enum Lease: Sendable {
        case idle(PostgresConnection)
        case unopened
    }
    private struct State {
        var idle: [PostgresConnection] = []
        var leased = 0
        var waiting: [(id: Int, waiter: Waiter)] = []
        var nextID = 0
        var isClosed = false

        /// Nil when as many leases as allowed are given out.
        mutating func lease(max: Int) -> Lease? {
            guard leased < max else { return nil }
            leased += 1
            return idle.popLast().map(Lease.idle) ?? .unopened
        }
    }

    private let settings: PostgresSettings
    private let limits: PostgresLimits
    private let clock: any Clock<Duration>
    private let state = Mutex(State())

    init(_ settings: PostgresSettings, limits: PostgresLimits, clock: any Clock<Duration>) {
        self.settings = settings
        self.limits = limits
        self.clock = clock
    }

    /// - Throws: `StoreError.closed`, `.busy` or `.cancelled`, `PostgresFailure` when no connection can be opened, and
    ///   what `body` throws.
    func withConnection<Result: Sendable>(_ body: (PostgresConnection) async throws -> Result) async throws -> Result {
        let connection: PostgresConnection
        switch try await lease() {
        case .idle(let idle): connection = idle
        case .unopened:
            do { connection = try await opened() } catch {
                release(nil)
                throw error
            }
        }
        do {
            let result = try await body(connection)
            release(connection)
            return result
        } catch {
            release((error as? PostgresFailure)?.isConnectionLost == true ? nil : connection)
            throw error
        }
    }

    /// Every later call throws; transactions in progress end by themselves.
    func close() {
        let waiting = state.withLock { state in
            state.isClosed = true
            state.idle = []
            defer { state.waiting = [] }
            return state.waiting
        }
        for (_, waiter) in waiting { waiter.resume(throwing: StoreError.closed) }
    }

    /// After one connection was lost, the idle ones are probably lost too.
    func closeIdle() { state.withLock { $0.idle = [] } }

    private func opened() async throws -> PostgresConnection {
        var waited = Duration.zero
        var pause = limits.firstPause
        while true {
            do { return try await PostgresConnection.open(settings) } catch let failure as PostgresFailure {
                let isClosed = state.withLock { $0.isClosed }
                guard waited < limits.reconnectMax, failure.isConnectionLost, !isClosed else { throw failure }
            }
            try await clock.sleep(for: pause)
            waited += pause
            pause = min(pause * 2, limits.pauseMax)
        }
    }

    private func release(_ connection: PostgresConnection?) {
        let usable = connection.flatMap { $0.isIdle ? $0 : nil }
        let next = state.withLock { state -> (Waiter, Lease)? in
            if !state.isClosed, !state.waiting.isEmpty {
                return (state.waiting.removeFirst().waiter, usable.map(Lease.idle) ?? .unopened)
            }
            state.leased -= 1
            if let usable, !state.isClosed { state.idle.append(usable) }
            return nil
        }
        if let (waiter, lease) = next { waiter.resume(returning: lease) }
    }
}

extension PostgresPool {
    private func lease() async throws -> Lease {
        if let lease = try availableLease() { return lease }
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        return try await withThrowingTaskGroup(of: Lease?.self) { group in
            group.addTask { try await self.queued(id) }
            group.addTask {
                // The sleep is cancelled when the lease comes first.
                guard (try? await self.clock.sleep(for: self.limits.waitMax)) != nil else { return nil }
                self.fail(id, StoreError.busy)
                return nil
            }
            defer { group.cancelAll() }
            for try await lease in group { if let lease { return lease } }
            throw StoreError.busy
        }
    }

    private func queued(_ id: Int) async throws -> Lease {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { wait(id, $0) }
        } onCancel: {
            fail(id, StoreError.cancelled)
        }
    }

    private func availableLease() throws -> Lease? {
        try state.withLock { state in
            guard !state.isClosed else { throw StoreError.closed }
            return state.lease(max: limits.connectionsMax)
        }
    }

    /// Checks again before it queues: a connection may have been released since.
    private func wait(_ id: Int, _ waiter: Waiter) {
        let outcome = state.withLock { state -> Result<Lease, any Error>? in
            if state.isClosed { return .failure(StoreError.closed) }
            if Task.isCancelled { return .failure(StoreError.cancelled) }
            if let lease = state.lease(max: limits.connectionsMax) { return .success(lease) }
            state.waiting.append((id, waiter))
            return nil
        }
        if let outcome { waiter.resume(with: outcome) }
    }

    private func fail(_ id: Int, _ error: StoreError) {
        let waiter = state.withLock { state -> Waiter? in
            guard let place = state.waiting.firstIndex(where: { $0.id == id }) else { return nil }
            return state.waiting.remove(at: place).waiter
        }
        waiter?.resume(throwing: error)
    }
}
