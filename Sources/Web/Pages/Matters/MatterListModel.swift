package import Matters

/// The list of matters, formatted.
struct MatterListModel: Sendable, Equatable {
    struct Row: Sendable, Equatable {
        var id: String
        var href: String
        var name: String
        var reference: String?
        var type: String
        var status: StatusWords
        var step: String?
        var settlement: TimeText?
        var distance: String
        var updated: TimeText
        var announcement: String
    }

    struct NothingFound: Sendable, Equatable {
        var heading: String
        var text: String
        var isSearch: Bool
    }

    var frame: PageFrame
    var search: String
    var summary: String
    var hasRows: Bool
    var rows: [Row]
    /// How many a longer list would show; nil when there is none.
    var next: String?
    var nothing: NothingFound?

    init(_ query: MatterListQuery, reader: PageViewer, firm: String, words: DateWords) {
        let search = query.search ?? ""
        self.search = search
        frame = PageFrame(
            title: search.isEmpty ? "Your matters" : "Matters with “\(search)”", firm: firm,
            person: .init(reader), cursor: reader.cursor, viewerKey: reader.key,
            asAt: query.matters.map(\.asAt).min().map { TimeText(moment: $0, words) },
            feedGap: reader.feedGapSince.map { TimeText(moment: $0, words) })
        rows = query.matters.map { Row($0, words) }
        hasRows = !rows.isEmpty
        summary = Self.summary(query, search: search)
        next = query.next.map(String.init)
        nothing = rows.isEmpty ? Self.nothing(search: search, firm: firm) : nil
    }

    private static func summary(_ query: MatterListQuery, search: String) -> String {
        let (shown, seen) = (query.matters.count, query.seen)
        let noun = shown == 1 ? "matter" : "matters"
        let total = (seen.isMore ? "more than " : "") + String(seen.count)
        if !search.isEmpty {
            return query.next == nil
                ? "\(shown) \(noun) found, of \(total)."
                : "The first \(shown) that match, of \(total). Type more to narrow it down."
        }
        if seen.isMore || shown < seen.count {
            return "The first \(shown) of \(total) matters, next settlement first. Search for others."
        }
        return "\(shown) \(noun), next settlement first."
    }

    private static func nothing(search: String, firm: String) -> NothingFound {
        search.isEmpty
            ? NothingFound(
                heading: "No matters yet",
                text:
                    "A matter appears here as soon as \(firm) names you on it. If you expected one, please call them.",
                isSearch: false)
            : NothingFound(
                heading: "Nothing found", text: "No matter of yours has “\(search)” in its name or reference.",
                isSearch: true)
    }
}

extension MatterListModel.Row {
    init(_ matter: ScopedMatter, _ words: DateWords) {
        (id, href, name) = (matter.id, "/matters/\(matter.id)", matter.name)
        (reference, type, step) = (matter.reference.nonEmpty, matter.type, matter.step)
        status = StatusWords(matter.status)
        settlement = matter.settlementOn.map { TimeText($0, words) }
        distance = matter.settlementOn.map { words.distance(to: $0) } ?? ""
        updated = TimeText(recent: matter.updatedAt, words)
        announcement = matter.announcement
    }
}

/// What the list is made from.
package struct MatterListQuery: Sendable {
    package var matters: [ScopedMatter]
    /// All that the viewer may see, found or not.
    package var seen: BoundedCount
    package var search: String?
    /// How many matters a longer list would show; nil when this is all of it, or as long as it gets.
    package var next: Int?

    package init(matters: [ScopedMatter], seen: BoundedCount, search: String?, next: Int? = nil) {
        (self.matters, self.seen, self.search, self.next) = (matters, seen, search, next)
    }
}
