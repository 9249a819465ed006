import Storage
import Synchronization

/// A few connections that transactions take turns on.
///
/// Opened when they are needed, thrown away when they fail. While the server is away a caller waits a little for its
/// return, so that a restart of the server is no failure to those who send us notices; then it is told.
final class PostgresPool: Sendable {
    private typealias Waiter = CheckedContinuation<Turn, any Error>
    /// A connection that was free, or the leave to open one.
    private enum Turn: Sendable {
        case use(PostgresConnection)
        case open
    }
    private struct State {
        var idle: [PostgresConnection] = []
        /// Turns that are given out, each with a connection or about to open one.
        var taken = 0
        var waiting: [(id: Int, waiter: Waiter)] = []
        var nextID = 0
        var isClosed = false
    }

    private let settings: PostgresSettings
    private let limits: PostgresLimits
    private let clock: any Clock<Duration>
    private let state = Mutex(State())

    init(_ settings: PostgresSettings, limits: PostgresLimits, clock: any Clock<Duration>) {
        (self.settings, self.limits, self.clock) = (settings, limits, clock)
    }

    func withConnection<Result: Sendable>(
        _ body: (PostgresConnection) async throws -> Result
    ) async throws -> Result {
        let connection: PostgresConnection
        switch try await turn() {
        case .use(let free): connection = free
        case .open:
            do { connection = try await opened() } catch {
                giveBack(nil)
                throw error
            }
        }
        do {
            let result = try await body(connection)
            giveBack(connection)
            return result
        } catch {
            giveBack((error as? PostgresFailure)?.isOfConnection == true ? nil : connection)
            throw error
        }
    }

    /// Every call from now on throws; what is under way ends by itself.
    func close() {
        let waiting = state.withLock { state in
            state.isClosed = true
            state.idle = []
            defer { state.waiting = [] }
            return state.waiting
        }
        for (_, waiter) in waiting { waiter.resume(throwing: StoreError.closed) }
    }

    /// After the server went away no idle connection is worth keeping.
    func forgetIdle() { state.withLock { $0.idle = [] } }

    private func opened() async throws -> PostgresConnection {
        var (waited, pause) = (Duration.zero, limits.firstPause)
        while true {
            do { return try await PostgresConnection.open(settings) } catch let failure as PostgresFailure {
                let isClosed = state.withLock { $0.isClosed }
                guard waited < limits.patience, failure.isOfConnection, !isClosed else { throw failure }
            }
            try await clock.sleep(for: pause)
            waited += pause
            pause = min(pause * 2, limits.pauseMax)
        }
    }

    private func giveBack(_ connection: PostgresConnection?) {
        let usable = connection.flatMap { $0.isIdle ? $0 : nil }
        let next = state.withLock { state -> (Waiter, Turn)? in
            if !state.isClosed, !state.waiting.isEmpty {
                return (state.waiting.removeFirst().waiter, usable.map(Turn.use) ?? .open)
            }
            state.taken -= 1
            if let usable, !state.isClosed { state.idle.append(usable) }
            return nil
        }
        if let (waiter, turn) = next { waiter.resume(returning: turn) }
    }
}

extension PostgresPool {
    private func turn() async throws -> Turn {
        if let turn = try freeTurn() { return turn }
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        return try await withThrowingTaskGroup(of: Turn?.self) { group in
            group.addTask { try await self.queued(id) }
            group.addTask {
                // The alarm is cancelled when the turn comes first.
                guard (try? await self.clock.sleep(for: self.limits.waitMax)) != nil else { return nil }
                self.refuse(id, StoreError.busy)
                return nil
            }
            defer { group.cancelAll() }
            for try await turn in group { if let turn { return turn } }
            throw StoreError.busy
        }
    }

    private func queued(_ id: Int) async throws -> Turn {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { wait(id, $0) }
        } onCancel: {
            refuse(id, StoreError.cancelled)
        }
    }

    private func freeTurn() throws -> Turn? {
        try state.withLock { state in
            guard !state.isClosed else { throw StoreError.closed }
            guard state.taken < limits.connectionsMax else { return nil }
            state.taken += 1
            return state.idle.popLast().map(Turn.use) ?? .open
        }
    }

    /// Looks once more: a connection may have become free since.
    private func wait(_ id: Int, _ waiter: Waiter) {
        let outcome = state.withLock { state -> Result<Turn, any Error>? in
            if state.isClosed { return .failure(StoreError.closed) }
            if Task.isCancelled { return .failure(StoreError.cancelled) }
            if state.taken < limits.connectionsMax {
                state.taken += 1
                return .success(state.idle.popLast().map(Turn.use) ?? .open)
            }
            state.waiting.append((id, waiter))
            return nil
        }
        if let outcome { waiter.resume(with: outcome) }
    }

    private func refuse(_ id: Int, _ error: StoreError) {
        let waiter = state.withLock { state -> Waiter? in
            guard let place = state.waiting.firstIndex(where: { $0.id == id }) else { return nil }
            return state.waiting.remove(at: place).waiter
        }
        waiter?.resume(throwing: error)
    }
}
