package import Logging
package import Matters
import Records
package import Storage

/// The live streams of open pages: each page is told of the changes that its viewer may know of, as soon as they are
/// committed.
///
/// Every stream has a bounded buffer; a page that does not keep up is disconnected and resumes by its cursor.
package final class LiveHub: Sendable {
    package static let bufferedEventsMax = 64
    package static let replayedEntriesMax = 5_000
    /// Many, because one token may belong to a system that follows a firm in several places; tabs of a browser share one
    /// stream. Beyond it the viewer's oldest stream ends, whose reader is the most likely to have gone.
    package static let streamsPerViewerMax = 200

    private let store: any Store
    private let registry = LiveStreamRegistry(streamsPerViewerMax: streamsPerViewerMax)
    private let follower: ChangeLogFollower
    private let lifetime: StreamLifetime
    private let revocation: StreamRevocation

    /// - Parameter random: a number from 0 up to 1, another one at each call.
    package init(store: any Store, logger: Logger, now: @escaping WallClock, random: @escaping @Sendable () -> Double) {
        self.store = store
        follower = ChangeLogFollower(store: store, registry: registry, logger: logger)
        lifetime = StreamLifetime(registry: registry, now: now, random: random)
        revocation = StreamRevocation(store: store, registry: registry, now: now, logger: logger)
    }

    package var openStreams: Int { registry.count }

    /// Opens a stream from a position in the change log.
    /// - Parameters:
    ///   - seq: the position from which the page was made; nil if unknown.
    ///   - credential: what authenticated the viewer; the stream ends with it.
    /// - Throws: `LiveStreamRefusal`, or `StoreError`.
    package func subscribe(
        _ viewer: Viewer, after seq: Int64?, with credential: StreamCredential? = nil
    ) async throws -> LiveStream {
        try await follower.follow(viewer.firmID)
        let (signals, continuation) = AsyncStream.makeStream(
            of: LiveSignal.self, bufferingPolicy: .bufferingOldest(Self.bufferedEventsMax))
        // Registered before the replay is read, so that what is committed in between comes by the stream.
        let position = try registry.add(
            OpenStream(
                viewer: viewer, credential: credential, endsAt: lifetime.end(of: credential),
                continuation: continuation))
        let replay = try await replay(for: viewer, after: seq, upTo: position)
        return LiveStream(
            resumed: replay != nil, replay: replay ?? [], position: position, signals: signals,
            close: { continuation.finish() })
    }

    /// Nil when the page has to load everything again.
    private func replay(for viewer: Viewer, after seq: Int64?, upTo position: Int64) async throws -> [LiveEvent]? {
        guard let seq else { return nil }
        // A page may be newer than `position`; it then gets events again that it already shows, which is harmless.
        guard seq < position else { return [] }
        let missed = try await store.read {
            try MatterReader(viewer: viewer).changes(after: seq, limit: Self.replayedEntriesMax, in: $0)
        }
        guard !missed.hasMore else { return nil }
        return LiveEvent.merging(
            missed.changes.filter { $0.seq <= position }.map { ($0.matterID, $0.change.kind, $0.at, $0.seq) })
    }

    /// Runs until cancelled.
    package func run(clock: some Clock<Duration>) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.lifetime.run(clock: clock) }
            group.addTask { await self.revocation.run() }
            await follower.run(clock: clock)
            group.cancelAll()
        }
    }

    /// Ends the streams whose time is over or whose credential has expired; a browser reconnects by itself.
    package func endExpired() { lifetime.endExpired() }

    /// Ends every stream; pages reconnect to the next server with their cursors.
    package func stop() { registry.stop() }
}
