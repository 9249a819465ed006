import Matters

/// Who reads a page, and the place in the change log that the page was made from.
struct PageViewer: Sendable, Equatable {
    /// What the person is called on the page, such as a name or an address.
    var label: String
    /// As people say it, such as `Broker`; nil shows none.
    var role: String?
    /// Sealed place in the change log that the page was rendered from; the live stream continues there.
    var cursor: String
    /// The same for all pages of one viewer and different for everybody else: which tabs may share a live stream.
    var key: String
    var now: Instant
    /// Since when notices of the practice system are known to be missing; their matters are being fetched again. Staff
    /// only.
    var feedGapSince: Instant?
    /// Shows the links to pages that are for staff alone.
    var isStaff = false
}

/// What surrounds every page.
struct PageFrame: Sendable, Equatable {
    var title: String
    var firm: String
    var person: PageViewer?
    /// Nil for a page that does not change while it is open.
    var cursor: String?
    var viewerKey: String?
    var asAt: TimeText?
    var feedGap: TimeText?
    var stylesheet = AssetTable.stylesheet.path
    var script = AssetTable.liveScript.path
    var icon = AssetTable.icon.path
}

extension PageFrame {
    /// Of a page that stays current while it is open.
    static func live(
        _ title: String, firm: String, viewer: PageViewer, asAt: Instant?, _ dates: PageDateFormatter
    ) -> PageFrame {
        PageFrame(
            title: title, firm: firm, person: viewer, cursor: viewer.cursor, viewerKey: viewer.key,
            asAt: asAt.map { TimeText(moment: $0, dates) },
            feedGap: viewer.feedGapSince.map { TimeText(moment: $0, dates) })
    }
}
