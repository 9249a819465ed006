package import Matters

/// The list of matters, formatted.
struct MatterListPageModel: Sendable, Equatable {
    struct Row: Sendable, Equatable {
        var id: String
        var href: String
        var name: String
        var reference: String?
        var type: String
        var status: MatterStatusLabel
        var step: String?
        var settlement: TimeText?
        var distance: String
        var updated: TimeText
        var announcement: String
    }

    struct EmptyState: Sendable, Equatable {
        var heading: String
        var text: String
        var isSearch: Bool
    }

    var frame: PageFrame
    var search: String
    var summary: String
    var hasRows: Bool
    var rows: [Row]
    /// How many matters the next longer list shows; nil when there is none.
    var next: String?
    var empty: EmptyState?

    init(_ content: MatterListContent, viewer: PageViewer, firm: String, dates: PageDateFormatter) {
        let search = content.search ?? ""
        self.search = search
        frame = PageFrame(
            title: search.isEmpty ? "Your matters" : "Matters with “\(search)”", firm: firm,
            person: .init(viewer), cursor: viewer.cursor, viewerKey: viewer.key,
            asAt: content.matters.map(\.asAt).min().map { TimeText(moment: $0, dates) },
            feedGap: viewer.feedGapSince.map { TimeText(moment: $0, dates) })
        rows = content.matters.map { Row($0, dates) }
        hasRows = !rows.isEmpty
        summary = Self.summary(content, search: search)
        next = content.next.map(String.init)
        empty = rows.isEmpty ? Self.emptyState(search: search, firm: firm) : nil
    }

    private static func summary(_ content: MatterListContent, search: String) -> String {
        let shown = content.matters.count
        let visible = content.visible
        let noun = shown == 1 ? "matter" : "matters"
        let total = (visible.isMore ? "more than " : "") + String(visible.count)
        if !search.isEmpty {
            return content.next == nil
                ? "\(shown) \(noun) found, of \(total)."
                : "The first \(shown) that match, of \(total). Type more to narrow it down."
        }
        if visible.isMore || shown < visible.count {
            return "The first \(shown) of \(total) matters, next settlement first. Search for others."
        }
        return "\(shown) \(noun), next settlement first."
    }

    private static func emptyState(search: String, firm: String) -> EmptyState {
        search.isEmpty
            ? EmptyState(
                heading: "No matters yet",
                text:
                    "A matter appears here as soon as \(firm) names you on it. If you expected one, please call them.",
                isSearch: false)
            : EmptyState(
                heading: "Nothing found", text: "No matter of yours has “\(search)” in its name or reference.",
                isSearch: true)
    }
}

extension MatterListPageModel.Row {
    init(_ matter: ScopedMatter, _ dates: PageDateFormatter) {
        id = matter.id
        href = "/matters/\(matter.id)"
        name = matter.name
        reference = matter.reference.nonEmpty
        type = matter.type
        step = matter.step
        status = MatterStatusLabel(matter.status)
        settlement = matter.settlementOn.map { TimeText($0, dates) }
        distance = matter.settlementOn.map { dates.distance(to: $0) } ?? ""
        updated = TimeText(recent: matter.updatedAt, dates)
        announcement = matter.announcement
    }
}

/// What the list page is made from.
package struct MatterListContent: Sendable {
    package var matters: [ScopedMatter]
    /// All matters that the viewer may see, found or not.
    package var visible: BoundedCount
    package var search: String?
    /// How many matters the next longer list shows; nil when this list is complete or at its bound.
    package var next: Int?

    package init(matters: [ScopedMatter], visible: BoundedCount, search: String?, next: Int? = nil) {
        self.matters = matters
        self.visible = visible
        self.search = search
        self.next = next
    }
}

extension PageRenderer {
    package func matterList(_ content: MatterListContent, for viewer: PageViewer) -> String {
        render(MatterListPageModel(content, viewer: viewer, firm: firm, dates: dates(viewer.now)), with: "matter-list")
    }
}
