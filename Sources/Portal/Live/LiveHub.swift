package import Logging
package import Matters
package import Records
package import Storage
import Synchronization

/// Follows the change log and tells each open page what it may know, as soon as it is committed.
///
/// A hint goes only to those who may see the fact behind it now, so that not even the timing leaks. Every page has a
/// bounded buffer; one that does not keep up is closed and comes back with its cursor.
package final class LiveHub: Sendable {
    package static let bufferedEventsMax = 64
    package static let replayedEntriesMax = 5_000
    /// Many, because one token may stand for a system that follows a firm in several places; browsers share one. The
    /// oldest is closed for one more: whoever asks last is surely there.
    package static let streamsPerViewerMax = 200
    /// A tenth more or less by chance, so that streams opened together do not all come back together.
    package static let streamLife: Duration = .seconds(600)
    package static let heartbeatSeconds = 15
    static let entriesPerBatchMax = 500

    package enum Refusal: Error { case stopping }

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

    /// What the stream was opened with, and how long that holds. Only the hash of the secret.
    package struct Credential: Sendable, Hashable {
        package let hash: String
        package let purpose: Tokens.Purpose
        package let expiresAt: Instant?

        package init(hash: String, purpose: Tokens.Purpose, expiresAt: Instant?) {
            (self.hash, self.purpose, self.expiresAt) = (hash, purpose, expiresAt)
        }
    }

    private struct Listener {
        let viewer: Viewer
        let credential: Credential?
        let endsAt: Instant
        let continuation: AsyncStream<LiveSignal>.Continuation
    }
    private struct State {
        var nextID = 0
        var listeners: [String: [Int: Listener]] = [:]
        /// The streams of each viewer, oldest first.
        var streams: [Viewer: [Int]] = [:]
        var positions: [String: Int64] = [:]
        var isStopped = false

        /// Answers the viewer's oldest stream when it has to make room.
        mutating func add(_ listener: Listener) -> (id: Int, position: Int64, oldest: Listener?) {
            let viewer = listener.viewer
            nextID += 1
            listeners[viewer.firmID, default: [:]][nextID] = listener
            streams[viewer, default: []].append(nextID)
            let own = streams[viewer] ?? []
            let oldest = own.count > LiveHub.streamsPerViewerMax ? listeners[viewer.firmID]?[own[0]] : nil
            if oldest != nil { remove(own[0], of: viewer) }
            return (nextID, positions[viewer.firmID] ?? 0, oldest)
        }

        mutating func remove(_ id: Int, of viewer: Viewer) {
            listeners[viewer.firmID]?.removeValue(forKey: id)
            streams[viewer]?.removeAll { $0 == id }
            if streams[viewer]?.isEmpty == true { streams[viewer] = nil }
        }
    }

    private let store: any Store
    private let logger: Logger
    private let now: WallClock
    private let chance: @Sendable () -> Double
    private let state = Mutex(State())
    private let signal = WorkSignal()

    /// - Parameter chance: a number from 0 up to 1, another one at each call.
    package init(
        store: any Store, logger: Logger, now: @escaping WallClock, chance: @escaping @Sendable () -> Double
    ) {
        (self.store, self.logger, self.now, self.chance) = (store, logger, now, chance)
    }

    package var openStreams: Int { state.withLock { $0.listeners.values.reduce(0) { $0 + $1.count } } }

    /// Opens a stream from a place in the log.
    /// - Parameters:
    ///   - seq: what the page was made from; nil when it does not know.
    ///   - credential: what the viewer was known by; the stream ends when it does.
    package func subscribe(
        _ viewer: Viewer, after seq: Int64?, with credential: Credential? = nil
    ) async throws -> Subscription {
        try await startFollowing(viewer.firmID)
        let registration = try register(viewer, credential)
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
    private func register(_ viewer: Viewer, _ credential: Credential?) throws -> Registration {
        let (stream, continuation) = AsyncStream.makeStream(
            of: LiveSignal.self, bufferingPolicy: .bufferingOldest(Self.bufferedEventsMax))
        let listener = Listener(
            viewer: viewer, credential: credential, endsAt: end(of: credential), continuation: continuation)
        let registered = state.withLock { $0.isStopped ? nil : $0.add(listener) }
        guard let registered else { throw Refusal.stopping }
        registered.oldest?.continuation.finish()
        continuation.onTermination = { [weak self] _ in self?.state.withLock { $0.remove(registered.id, of: viewer) } }
        return Registration(
            signals: stream, position: registered.position, close: { continuation.finish() })
    }

    private func end(of credential: Credential?) -> Instant {
        let end = now() + Self.streamLife * (0.9 + 0.2 * chance())
        return min(end, credential?.expiresAt ?? end)
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
        state.withLock { $0.isStopped = true }
        for listener in open() { listener.continuation.finish() }
    }
}

extension LiveHub {
    /// Follows the log until cancelled, keeps idle streams alive, and ends those whose right or time is over.
    package func run(clock: some Clock<Duration>) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.tick(clock: clock) }
            group.addTask { await self.watchRights() }
            let bell = store.listen(to: .changes)
            group.addTask { for await _ in bell { self.signal.ring() } }
            while !Task.isCancelled {
                if await followAll() { await signal.wait() } else { try? await clock.sleep(for: .seconds(1)) }
            }
            group.cancelAll()
        }
    }

    /// One timer for all: proxies cut streams that are silent for a minute, and a write is how a dead peer is found.
    private func tick(clock: some Clock<Duration>) async {
        var seconds = 0
        while (try? await clock.sleep(for: .seconds(1))) != nil {
            seconds += 1
            endOutlived()
            if seconds.isMultiple(of: Self.heartbeatSeconds) {
                for listener in open() { listener.continuation.yield(.heartbeat) }
            }
        }
    }

    private func open() -> [Listener] { state.withLock { $0.listeners.values.flatMap { Array($0.values) } } }

    /// Ends the streams whose time is over or whose credential has expired; a browser comes back by itself.
    package func endOutlived() {
        let moment = now()
        for listener in open() where listener.endsAt <= moment { listener.continuation.finish() }
    }

    /// Attack: a session that was ended, or a token that was taken back, goes on listening on the stream it opened.
    private func watchRights() async {
        for await _ in store.listen(to: .settings) {
            do {
                try await endUnentitled()
            } catch {
                guard !Task.isCancelled else { return }
                logger.error("rights of streams could not be checked", metadata: ["error": "\(error)"])
            }
        }
    }

    private func endUnentitled() async throws {
        let (moment, listeners) = (now(), open())
        let held = Array(Set(listeners.compactMap(\.credential)))
        let gone = try await store.read { reading in
            try Set(
                held.filter {
                    try Tokens.find(hash: $0.hash, purpose: $0.purpose, in: reading, at: moment) == nil
                })
        }
        for listener in listeners {
            if let credential = listener.credential, gone.contains(credential) { listener.continuation.finish() }
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
