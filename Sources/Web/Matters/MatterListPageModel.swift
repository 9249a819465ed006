import Matters

/// The list of matters, formatted.
struct MatterListPageModel: Sendable, Equatable {
    struct Row: Sendable, Equatable {
        var matter: MatterHeading
        var updated: TimeText
    }

    struct EmptyState: Sendable, Equatable {
        var heading: String
        var text: String
        var isSearch: Bool
    }

    var frame: PageFrame
    var search: String
    var summary: String
    var rows: [Row]
    /// How many matters the next longer list shows; nil when there is none.
    var next: String?
    var empty: EmptyState?

    init(_ content: MatterListContent, viewer: PageViewer, firm: String, dates: PageDateFormatter) {
        search = content.search ?? ""
        frame = .live(
            search.isEmpty ? "Your matters" : "Matters with “\(search)”", firm: firm, viewer: viewer,
            asAt: content.matters.map(\.asAt).min(), dates)
        rows = content.matters.map { matter in
            Row(matter: MatterHeading(matter, dates), updated: TimeText(recent: matter.updatedAt, dates))
        }
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

/// What the list page is made from.
struct MatterListContent: Sendable {
    var matters: [ScopedMatter]
    /// All matters that the viewer may see, found or not.
    var visible: BoundedCount
    var search: String?
    /// How many matters the next longer list shows; nil when this list is complete or at its bound.
    var next: Int?
}

extension PageRenderer {
    func matterList(_ content: MatterListContent, for viewer: PageViewer) -> String {
        render(MatterListPageModel(content, viewer: viewer, firm: firm, dates: dates(viewer.now)), with: "matter-list")
    }
}
