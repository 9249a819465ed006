import Matters

/// What is still to be done, split by who must act.
struct OutstandingItems: Sendable, Equatable {
    struct Item: Sendable, Equatable {
        var title: String
        var due: TimeText?
        var distance: String
        var isLate: Bool
    }

    struct Group: Sendable, Equatable {
        var heading: String
        var items: [Item]
    }

    /// What the viewer must do comes first.
    var yours: [Item]
    var groups: [Group]
    var done: Group?

    init(_ items: [ScopedMatter.Item], dates: PageDateFormatter) {
        let open = items.filter { !$0.isDone }.sorted { Self.isEarlier($0.dueOn, $1.dueOn) }
        yours = open.filter { $0.owner == .you }.map { Item($0, dates) }
        groups = open.filter { $0.owner != .you }
            .sorted { $0.owner == .us && $1.owner != .us }
            .groups { $0.owner == .us ? "Us" : $0.ownerName ?? "Others" }
            .map { heading, items in Group(heading: heading, items: items.map { Item($0, dates) }) }
        let finished = items.filter(\.isDone).map { Item($0, dates) }
        done = finished.isEmpty ? nil : Group(heading: "Done (\(finished.count))", items: finished)
    }

    /// Items without a day come last.
    private static func isEarlier(_ left: CalendarDate?, _ right: CalendarDate?) -> Bool {
        guard let left else { return false }
        return right.map { left < $0 } ?? true
    }
}

extension OutstandingItems.Item {
    init(_ item: ScopedMatter.Item, _ dates: PageDateFormatter) {
        title = item.title
        due = item.dueOn.map { TimeText($0, dates) }
        distance = item.dueOn.map { dates.distance(to: $0) } ?? ""
        isLate = !item.isDone && item.dueOn.map { $0 < dates.today } ?? false
    }
}
