package import Matters
import Records

/// Tells an open page that something it may see has changed. It names the matter and the kinds of facts, never their
/// values: the page requests those, under the access rules of that moment.
package struct LiveEvent: Sendable, Equatable {
    package var matterID: String
    package var kinds: [Change.Kind]
    package var at: Instant
    /// The position in the change log up to which the page is now informed.
    package var seq: Int64
}

/// An element of a live stream.
package enum LiveSignal: Sendable, Equatable {
    case event(LiveEvent)
    case heartbeat
}

extension LiveEvent {
    /// Merges consecutive changes of the same matter. Only consecutive ones: a page that has seen position n has seen all
    /// changes before it.
    static func merging(_ changes: [(matterID: String, kind: Change.Kind, at: Instant, seq: Int64)]) -> [LiveEvent] {
        var events: [LiveEvent] = []
        for change in changes {
            if var last = events.last, last.matterID == change.matterID {
                if !last.kinds.contains(change.kind) { last.kinds.append(change.kind) }
                last.at = change.at
                last.seq = change.seq
                events[events.count - 1] = last
            } else {
                events.append(
                    LiveEvent(matterID: change.matterID, kinds: [change.kind], at: change.at, seq: change.seq))
            }
        }
        return events
    }

    /// The events of those entries that the viewer may know of now, so that not even the time of another change shows.
    /// - Parameter scopes: of each matter, for each viewer; a viewer without a scope may know of nothing.
    static func events(
        of entries: [ChangeLog.Entry], for viewer: Viewer, scopes: [String: [Viewer: Scope]]
    ) -> [LiveEvent] {
        let visible = entries.filter { entry in
            scopes[entry.matterID]?[viewer]?.view(entry.change) != nil
                // The viewer is told of the loss of access, so that an open page closes.
                || entry.change.revokesAccess(of: viewer)
        }
        return merging(visible.map { ($0.matterID, $0.change.kind, $0.at, $0.seq) })
    }
}
