import Matters
import Records

extension LiveEvent {
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
