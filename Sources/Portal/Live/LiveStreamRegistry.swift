import Matters
import Synchronization

/// The sending end of a stream.
struct OpenStream: Sendable {
    let viewer: Viewer
    let credential: StreamCredential?
    let endsAt: Instant
    let continuation: AsyncStream<LiveSignal>.Continuation
}

/// The open streams of each firm and viewer, with the position in the firm's change log up to which they are informed.
/// Both change under one lock, so that a new stream misses nothing and gets nothing twice.
final class LiveStreamRegistry: Sendable {
    private struct State {
        var nextID = 0
        var streams: [String: [Int: OpenStream]] = [:]
        /// The streams of each viewer, oldest first.
        var ids: [Viewer: [Int]] = [:]
        var positions: [String: Int64] = [:]
        var isStopped = false

        mutating func add(_ stream: OpenStream) -> Int {
            nextID += 1
            streams[stream.viewer.firmID, default: [:]][nextID] = stream
            ids[stream.viewer, default: []].append(nextID)
            return nextID
        }

        /// The viewer's oldest stream, removed, when the viewer has more than `max`.
        mutating func evictOldest(of viewer: Viewer, max: Int) -> OpenStream? {
            guard let own = ids[viewer], own.count > max else { return nil }
            return remove(own[0], of: viewer)
        }

        @discardableResult
        mutating func remove(_ id: Int, of viewer: Viewer) -> OpenStream? {
            ids[viewer]?.removeAll { $0 == id }
            if ids[viewer]?.isEmpty == true { ids[viewer] = nil }
            return streams[viewer.firmID]?.removeValue(forKey: id)
        }
    }

    private let streamsPerViewerMax: Int
    private let state = Mutex(State())

    init(streamsPerViewerMax: Int) { self.streamsPerViewerMax = streamsPerViewerMax }

    var count: Int { state.withLock { $0.streams.values.reduce(0) { $0 + $1.count } } }
    var all: [OpenStream] { state.withLock { $0.streams.values.flatMap { Array($0.values) } } }
    /// The firms whose change log is followed.
    var firmIDs: [String] { state.withLock { Array($0.positions.keys) } }

    func isFollowed(_ firmID: String) -> Bool { state.withLock { $0.positions[firmID] != nil } }

    /// Follows a firm's change log from `position` on, unless it is followed already.
    func follow(_ firmID: String, from position: Int64) {
        state.withLock { state in
            if state.positions[firmID] == nil { state.positions[firmID] = position }
        }
    }

    /// Adds a stream, and ends the viewer's oldest one if there are too many. A stream that ends removes itself.
    /// - Returns: the position up to which the new stream must be informed by other means.
    /// - Throws: `LiveStreamRefusal.stopping`.
    func add(_ stream: OpenStream) throws -> Int64 {
        let viewer = stream.viewer
        let added = state.withLock { state -> (id: Int, position: Int64, evicted: OpenStream?)? in
            guard !state.isStopped else { return nil }
            let id = state.add(stream)
            let evicted = state.evictOldest(of: viewer, max: streamsPerViewerMax)
            return (id, state.positions[viewer.firmID] ?? 0, evicted)
        }
        guard let added else { throw LiveStreamRefusal.stopping }
        added.evicted?.continuation.finish()
        stream.continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.remove(added.id, of: viewer) }
        }
        return added.position
    }

    /// A firm's position, and the viewers with an open stream.
    func audience(of firmID: String) -> (position: Int64, viewers: Set<Viewer>) {
        state.withLock { state in
            (state.positions[firmID] ?? 0, Set((state.streams[firmID] ?? [:]).values.map(\.viewer)))
        }
    }

    /// Moves a firm's position and sends each viewer its events. A stream whose buffer is full ends: the page then
    /// resumes by its cursor, where a missing event would be lost.
    /// - Returns: false, without any effect, when a viewer has opened a stream for whom `events` has no entry.
    func send(_ events: [Viewer: [LiveEvent]], to firmID: String, upTo position: Int64) -> Bool {
        let streams = state.withLock { state -> [OpenStream]? in
            let current = Array((state.streams[firmID] ?? [:]).values)
            guard current.allSatisfy({ events[$0.viewer] != nil }) else { return nil }
            state.positions[firmID] = position
            return current
        }
        guard let streams else { return false }
        for stream in streams {
            for event in events[stream.viewer] ?? [] {
                if case .dropped = stream.continuation.yield(.event(event)) {
                    stream.continuation.finish()
                    break
                }
            }
        }
        return true
    }

    /// Ends every stream; a new one is refused.
    func stop() {
        state.withLock { $0.isStopped = true }
        for stream in all { stream.continuation.finish() }
    }
}
