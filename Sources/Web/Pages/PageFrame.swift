package import Matters

/// Who looks, and from where in the log the page was made.
package struct PageViewer: Sendable {
    /// What the person is called on the page, such as a name or an address.
    package var label: String
    /// In plain words, such as `Broker`; nil shows none.
    package var role: String?
    /// Sealed place in the log that the page was rendered from; the live stream goes on from there.
    package var cursor: String
    /// The same for all pages of one viewer, and another for everybody else: which tabs may share a live stream.
    package var key: String
    package var now: Instant
    /// Since when staff know that news of the practice system went missing and are being fetched again.
    package var feedGapSince: Instant?
    package var isStaff: Bool

    package init(
        label: String, role: String?, cursor: String, key: String, now: Instant, feedGapSince: Instant? = nil,
        isStaff: Bool = false
    ) {
        (self.feedGapSince, self.isStaff) = (feedGapSince, isStaff)
        (self.label, self.role, self.cursor, self.key, self.now) = (label, role, cursor, key, now)
    }
}

/// What surrounds every page.
struct PageFrame: Sendable, Equatable {
    struct Person: Sendable, Equatable {
        var label: String
        var role: String?
        /// Who finds the way to what is for staff alone.
        var isStaff: Bool

        init(_ reader: PageViewer) { (label, role, isStaff) = (reader.label, reader.role, reader.isStaff) }
    }

    var title: String
    var firm: String
    var person: Person?
    /// Nil for a page that does not change by itself.
    var cursor: String?
    var viewerKey: String?
    var asAt: TimeText?
    var feedGap: TimeText?
    var stylesheet = AssetTable.stylesheet.path
    var script = AssetTable.liveScript.path
    var icon = AssetTable.icon.path
}
