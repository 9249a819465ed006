import Matters

/// What is still to be done, split by who must act.
struct OutstandingModel: Sendable, Equatable {
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

    struct Done: Sendable, Equatable {
        var heading: String
        var items: [Item]
    }

    /// What the viewer must do comes first.
    var yours: [Item]
    var hasYours: Bool
    /// Said when there is nothing for the viewer to do.
    var nothingForYou: String?
    var groups: [Group]
    var hasGroups: Bool
    var done: Done?

    init(_ items: [ScopedMatter.Item], words: DateWords) {
        let open = items.filter { !$0.isDone }.sorted { Self.isEarlier($0.dueOn, $1.dueOn) }
        yours = open.filter { $0.owner == .you }.map { Item($0, words) }
        hasYours = !yours.isEmpty
        nothingForYou = yours.isEmpty ? "Nothing right now." : nil
        groups = Self.groups(open.filter { $0.owner != .you }, words)
        hasGroups = !groups.isEmpty
        let finished = items.filter(\.isDone).map { Item($0, words) }
        done = finished.isEmpty ? nil : Done(heading: "Done (\(finished.count))", items: finished)
    }

    /// Items without a day come last.
    private static func isEarlier(_ left: CalendarDate?, _ right: CalendarDate?) -> Bool {
        guard let left else { return false }
        return right.map { left < $0 } ?? true
    }

    private static func groups(_ items: [ScopedMatter.Item], _ words: DateWords) -> [Group] {
        var groups: [Group] = []
        for item in items.sorted(by: { $0.owner == .us && $1.owner != .us }) {
            let heading = item.owner == .us ? "Us" : item.ownerName ?? "Others"
            if let index = groups.firstIndex(where: { $0.heading == heading }) {
                groups[index].items.append(Item(item, words))
            } else {
                groups.append(Group(kind: item.owner.rawValue, heading: heading, items: [Item(item, words)]))
            }
        }
        return groups
    }
}

extension OutstandingModel.Item {
    init(_ item: ScopedMatter.Item, _ words: DateWords) {
        (title, due) = (item.title, item.dueOn.map { TimeText($0, words) })
        distance = item.dueOn.map { words.distance(to: $0) } ?? ""
        isLate = !item.isDone && item.dueOn.map { $0 < words.today } ?? false
    }
}
