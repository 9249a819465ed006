package import Matters
package import Storage

/// All that a viewer can read about matters. Lists filter on the table of grants, and `Scope` checks each row again before
/// it is answered. Portal code reads matters in no other way. Every function throws `StoreError`.
package struct MatterReader: Sendable {
    package let viewer: Viewer

    package init(viewer: Viewer) { self.viewer = viewer }

    package struct Page: Sendable {
        package var matters: [ScopedMatter]
        /// The id after which the next page begins; nil on the last.
        package var next: String?
    }

    /// One matter whole; nil when there is none or the viewer may not see it, without a difference.
    package func matter(_ id: String, in reading: any Reading) throws -> ScopedMatter? {
        guard let matter = try MatterRecords.find(ids: [id], firmID: viewer.firmID, including: .all, in: reading).first,
            var seen = try scoped([matter], in: reading).first
        else { return nil }
        let related = try MatterRecords.relatedIDs(of: matter, firmID: viewer.firmID, in: reading)
        let others = try MatterRecords.find(
            ids: related, firmID: viewer.firmID, including: [.details, .parties], in: reading)
        seen.relate(to: try scoped(others, in: reading))
        return seen
    }

    /// Since when notices of the practice system are known to be missing; nil when none are, or for parties.
    package func feedGapSince(in reading: any Reading) throws -> Instant? {
        guard viewer.isStaff else { return nil }
        return try FeedGaps.oldest(firmID: viewer.firmID, in: reading)?.foundAt
    }

    /// A change as the viewer may know it.
    package struct VisibleChange: Sendable, Equatable {
        package let seq: Int64
        package let matterID: String
        package let change: Change
        package let at: Instant
    }

    /// Changes after `seq` that the viewer may see by today's rules.
    /// - Parameter limit: entries of the log that are read, whoever they are for, so that a party with one matter costs no
    ///   more than staff.
    /// - Returns: the visible ones, and the number up to which the log was read.
    package func changes(
        after seq: Int64, limit: Int, in reading: any Reading
    ) throws -> (changes: [VisibleChange], upTo: Int64, hasMore: Bool) {
        let head = try ChangeLog.head(firmID: viewer.firmID, in: reading)
        let last = min(seq + Int64(limit), max(head, seq))
        let entries = try ChangeLog.entries(
            after: seq, upTo: last, holders: viewer.holders, firmID: viewer.firmID, in: reading)
        let scopes = try Self.scopes(
            of: Array(Set(entries.map(\.matterID))), for: [viewer], firmID: viewer.firmID, in: reading)
        let visible = entries.compactMap { entry in
            let change = scopes[entry.matterID]?[viewer]?.view(entry.change)
            return (change ?? (entry.change.revokesAccess(of: viewer) ? entry.change : nil)).map {
                VisibleChange(seq: entry.seq, matterID: entry.matterID, change: $0, at: entry.at)
            }
        }
        return (visible, last, last < head)
    }

    /// The scopes of several viewers on several matters at once, for the live hub.
    package static func scopes(
        of matterIDs: [String], for viewers: [Viewer], firmID: String, in reading: any Reading
    ) throws -> [String: [Viewer: Scope]] {
        guard !matterIDs.isEmpty else { return [:] }
        let matters = try MatterRecords.find(ids: matterIDs, firmID: firmID, including: .parties, in: reading)
        var scopes: [String: [Viewer: Scope]] = [:]
        for chunk in matters.chunks(ofCount: SQLList.countMax) {
            let grants = try AccessRecords.grants(of: chunk.map(\.id), firmID: firmID, in: reading)
            for matter in chunk {
                for viewer in viewers {
                    scopes[matter.id, default: [:]][viewer] = Scope(
                        viewer: viewer, of: matter, grants: grants[matter.id])
                }
            }
        }
        return scopes
    }

    /// With what a line in a list is made from.
    func scopedLines(_ ids: [String], in reading: any Reading) throws -> [ScopedMatter] {
        try scoped(MatterRecords.lines(ids: ids, firmID: viewer.firmID, in: reading), in: reading)
    }

    private func scoped(_ matters: [Matter], in reading: any Reading) throws -> [ScopedMatter] {
        let grants = try AccessRecords.grants(of: matters.map(\.id), firmID: viewer.firmID, in: reading)
        return matters.compactMap { Scope(viewer: viewer, of: $0, grants: grants[$0.id]).view($0) }
    }
}
