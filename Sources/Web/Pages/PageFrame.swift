package import Matters

/// Who reads a page, and the place in the change log that the page was made from.
package struct PageViewer: Sendable {
    /// What the person is called on the page, such as a name or an address.
    package var label: String
    /// As people say it, such as `Broker`; nil shows none.
    package var role: String?
    /// Sealed place in the change log that the page was rendered from; the live stream continues there.
    package var cursor: String
    /// The same for all pages of one viewer and different for everybody else: which tabs may share a live stream.
    package var key: String
    package var now: Instant
    /// Since when notices of the practice system are known to be missing; their matters are being fetched again. Staff
    /// only.
    package var feedGapSince: Instant?
    package var isStaff: Bool

    package init(
        label: String, role: String?, cursor: String, key: String, now: Instant, feedGapSince: Instant? = nil,
        isStaff: Bool = false
    ) {
        self.label = label
        self.role = role
        self.cursor = cursor
        self.key = key
        self.now = now
        self.feedGapSince = feedGapSince
        self.isStaff = isStaff
    }
}

/// What surrounds every page.
struct PageFrame: Sendable, Equatable {
    struct Person: Sendable, Equatable {
        var label: String
        var role: String?
        /// Shows the links to pages that are for staff alone.
        var isStaff: Bool

        init(_ viewer: PageViewer) {
            label = viewer.label
            role = viewer.role
            isStaff = viewer.isStaff
        }
    }

    var title: String
    var firm: String
    var person: Person?
    /// Nil for a page that does not change while it is open.
    var cursor: String?
    var viewerKey: String?
    var asAt: TimeText?
    var feedGap: TimeText?
    var stylesheet = AssetTable.stylesheet.path
    var script = AssetTable.liveScript.path
    var icon = AssetTable.icon.path
}
