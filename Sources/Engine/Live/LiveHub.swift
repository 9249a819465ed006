package import Logging
package import Matters
import Records
package import Storage
import Synchronization

/// Follows the change log and tells each open page what it may know, as soon as it is committed.
///
/// A hint goes only to those who may see the fact behind it now, so that not even the timing leaks. Every page has a
/// bounded buffer; one that does not keep up is closed and comes back with its cursor.
package final class LiveHub: Sendable {
    package static let bufferedEventsMax = 64
    package static let replayedEntriesMax = 5_000
    package static let streamsPerViewerMax = 200
    package static let heartbeat: Duration = .seconds(15)
    static let entriesPerBatchMax = 500

    package enum Refusal: Error { case tooManyStreams }

    /// What a page gets when it opens its stream.
    package struct Subscription: Sendable {
        /// False when the page has to ask for everything again: it had no cursor, or too much has happened since.
        package let resumed: Bool
        /// What happened between the cursor and now.
        package let replay: [LiveEvent]
        package let position: Int64
        /// What happens from now on; ends when the page is too slow or the server stops.
        package let signals: AsyncStream<LiveSignal>
        /// Ends the stream, from any task.
        package let close: @Sendable () -> Void
    }

    private struct Listener {
        let viewer: Viewer
        let continuation: AsyncStream<LiveSignal>.Continuation
    }
    private struct State {
        var nextID = 0
        var listeners: [String: [Int: Listener]] = [:]
        var positions: [String: Int64] = [:]
        var isStopped = false
    }

    private let store: any Store
    private let logger: Logger
    private let state = Mutex(State())
    private let signal = WorkSignal()

    package init(store: any Store, logger: Logger) { (self.store, self.logger) = (store, logger) }

    package var openStreams: Int { state.withLock { $0.listeners.values.reduce(0) { $0 + $1.count } } }

    /// Opens a stream from a place in the log.
    /// - Parameter seq: what the page was made from; nil when it does not know.
    package func subscribe(_ viewer: Viewer, after seq: Int64?) async throws -> Subscription {
        try await startFollowing(viewer.firmID)
        let registration = try register(viewer)
        let position = registration.position
        guard let seq else {
            return registration.subscription(resumed: false)
        }
        // The page may be newer than the hub; it then hears again what it already shows, which changes nothing.
        guard seq < position else {
            return registration.subscription(resumed: true)
        }
        let missed = try await store.read {
            try MatterReader(viewer: viewer).changes(after: seq, limit: Self.replayedEntriesMax, in: $0)
        }
        let hints = missed.changes.filter { $0.seq <= position }
        guard !missed.hasMore else { return registration.subscription(resumed: false) }
        return registration.subscription(
            resumed: true,
            replay: LiveEvent.merging(hints.map { ($0.matterID, $0.change.kind, $0.at, $0.seq) }))
    }

    private struct Registration {
        let signals: AsyncStream<LiveSignal>
        let position: Int64
        let close: @Sendable () -> Void

        func subscription(resumed: Bool, replay: [LiveEvent] = []) -> Subscription {
            Subscription(resumed: resumed, replay: replay, position: position, signals: signals, close: close)
        }
    }

    /// Registered before the replay is read: what is committed in between comes by the stream, nothing twice.
    private func register(_ viewer: Viewer) throws -> Registration {
        let (stream, continuation) = AsyncStream.makeStream(
            of: LiveSignal.self, bufferingPolicy: .bufferingOldest(Self.bufferedEventsMax))
        let registered = state.withLock { state -> (id: Int, position: Int64)? in
            let own = state.listeners[viewer.firmID, default: [:]].values.count { $0.viewer == viewer }
            guard !state.isStopped, own < Self.streamsPerViewerMax else { return nil }
            state.nextID += 1
            state.listeners[viewer.firmID, default: [:]][state.nextID] = Listener(
                viewer: viewer, continuation: continuation)
            return (state.nextID, state.positions[viewer.firmID] ?? 0)
        }
        guard let registered else { throw Refusal.tooManyStreams }
        continuation.onTermination = { [weak self] _ in self?.remove(registered.id, firmID: viewer.firmID) }
        return Registration(
            signals: stream, position: registered.position, close: { continuation.finish() })
    }

    private func remove(_ id: Int, firmID: String) {
        _ = state.withLock { $0.listeners[firmID]?.removeValue(forKey: id) }
    }

    private func startFollowing(_ firmID: String) async throws {
        guard state.withLock({ $0.positions[firmID] == nil }) else { return }
        let head = try await store.read { try ChangeLog.head(firmID: firmID, in: $0) }
        state.withLock { state in
            if state.positions[firmID] == nil { state.positions[firmID] = head }
        }
        // Something may have been committed since, whose bell rang while nobody followed this firm.
        signal.ring()
    }

    /// Ends every stream; pages come back to the next server with their cursors.
    package func stop() {
        let open = state.withLock { state in
            state.isStopped = true
            return state.listeners.values.flatMap { Array($0.values) }
        }
        for listener in open { listener.continuation.finish() }
    }
}

extension LiveHub {
    /// Follows the log until cancelled, and keeps idle streams alive.
    package func run(clock: some Clock<Duration>) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.keepAlive(clock: clock) }
            let bell = store.listen(to: .changes)
            group.addTask { for await _ in bell { self.signal.ring() } }
            while !Task.isCancelled {
                if await followAll() { await signal.wait() } else { try? await clock.sleep(for: .seconds(1)) }
            }
            group.cancelAll()
        }
    }

    /// One timer for all: proxies cut streams that are silent for a minute, and a write is how a dead peer is found.
    private func keepAlive(clock: some Clock<Duration>) async {
        while (try? await clock.sleep(for: Self.heartbeat)) != nil {
            let listeners = state.withLock { $0.listeners.values.flatMap { Array($0.values) } }
            for listener in listeners { listener.continuation.yield(.heartbeat) }
        }
    }

    /// Answers whether every log was read to its end.
    private func followAll() async -> Bool {
        for firmID in state.withLock({ Array($0.positions.keys) }) {
            do {
                while try await follow(firmID) {}
            } catch {
                if !Task.isCancelled {
                    logger.error("the change log could not be followed", metadata: ["error": "\(error)"])
                }
                return false
            }
        }
        return true
    }

    /// Dispatches one batch; answers whether there may be more.
    private func follow(_ firmID: String) async throws -> Bool {
        let (position, viewers) = state.withLock { state in
            (state.positions[firmID] ?? 0, Set((state.listeners[firmID] ?? [:]).values.map(\.viewer)))
        }
        let batch = try await store.read { reading in
            let entries = try ChangeLog.entries(
                after: position, limit: Self.entriesPerBatchMax, firmID: firmID, in: reading)
            let matters = Array(Set(entries.map(\.matterID)))
            let scopes =
                viewers.isEmpty
                ? [:]
                : try MatterReader.scopes(of: matters, for: Array(viewers), firmID: firmID, in: reading)
            return (entries: entries, scopes: scopes)
        }
        guard let last = batch.entries.last else { return false }
        let events = Dictionary(
            uniqueKeysWithValues: viewers.map { ($0, Self.events(of: batch.entries, for: $0, scopes: batch.scopes)) })
        guard send(events, firmID: firmID, upTo: last.seq) else { return true }
        return batch.entries.count == Self.entriesPerBatchMax
    }

    private static func events(
        of entries: [ChangeLog.Entry], for viewer: Viewer, scopes: [String: [Viewer: Scope]]
    ) -> [LiveEvent] {
        let visible = entries.filter { entry in
            scopes[entry.matterID]?[viewer]?.view(entry.change) != nil
                // Told once, so that the page that is open goes away.
                || entry.change.shutsOut(viewer)
        }
        return LiveEvent.merging(visible.map { ($0.matterID, $0.change.kind, $0.at, $0.seq) })
    }

    /// Answers false, and sends nothing, when a viewer has come for whom nothing was decided yet.
    private func send(_ events: [Viewer: [LiveEvent]], firmID: String, upTo: Int64) -> Bool {
        let listeners = state.withLock { state -> [Listener]? in
            let current = Array((state.listeners[firmID] ?? [:]).values)
            guard current.allSatisfy({ events[$0.viewer] != nil }) else { return nil }
            state.positions[firmID] = upTo
            return current
        }
        guard let listeners else { return false }
        for listener in listeners {
            for event in events[listener.viewer] ?? [] {
                // A gap would be worse than a new start: the stream ends here, and the page resumes by its cursor.
                if case .dropped = listener.continuation.yield(.event(event)) {
                    listener.continuation.finish()
                    break
                }
            }
        }
        return true
    }
}
