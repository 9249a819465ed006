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
        var kind: String
        var heading: String
        var items: [Item]
    }

    struct Completed: Sendable, Equatable {
        var heading: String
        var items: [Item]
    }

    /// What the viewer must do comes first.
    var yours: [Item]
    var hasYours: Bool
    /// The sentence for an empty list.
    var nothingForYou: String?
    var groups: [Group]
    var hasGroups: Bool
    var done: Completed?

    init(_ items: [ScopedMatter.Item], dates: PageDateFormatter) {
        let open = items.filter { !$0.isDone }.sorted { Self.isEarlier($0.dueOn, $1.dueOn) }
        yours = open.filter { $0.owner == .you }.map { Item($0, dates) }
        hasYours = !yours.isEmpty
        nothingForYou = yours.isEmpty ? "Nothing right now." : nil
        groups = Self.groups(open.filter { $0.owner != .you }, dates)
        hasGroups = !groups.isEmpty
        let finished = items.filter(\.isDone).map { Item($0, dates) }
        done = finished.isEmpty ? nil : Completed(heading: "Done (\(finished.count))", items: finished)
    }

    /// Items without a day come last.
    private static func isEarlier(_ left: CalendarDate?, _ right: CalendarDate?) -> Bool {
        guard let left else { return false }
        return right.map { left < $0 } ?? true
    }

    private static func groups(_ items: [ScopedMatter.Item], _ dates: PageDateFormatter) -> [Group] {
        var groups: [Group] = []
        for item in items.sorted(by: { $0.owner == .us && $1.owner != .us }) {
            let heading = item.owner == .us ? "Us" : item.ownerName ?? "Others"
            if let index = groups.firstIndex(where: { $0.heading == heading }) {
                groups[index].items.append(Item(item, dates))
            } else {
                groups.append(Group(kind: item.owner.rawValue, heading: heading, items: [Item(item, dates)]))
            }
        }
        return groups
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
