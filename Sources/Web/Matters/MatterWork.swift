import Matters

/// What the firm does on a matter, what it costs, and which matters belong with it.
struct MatterWorkModel: Sendable, Equatable {
    struct Line: Sendable, Equatable {
        var title: String
        var facts: String
    }

    /// A list of its own with what stands above and below it.
    struct List: Sendable, Equatable {
        var lines: [Line]
        var isEmpty: Bool
        var total: String?

        init(_ lines: [Line], total: String? = nil) {
            (self.lines, isEmpty, self.total) = (lines, lines.isEmpty, lines.isEmpty ? nil : total)
        }
    }

    struct Related: Sendable, Equatable {
        var path: String
        var name: String
        var reference: String?
    }

    /// Nil, like the others, when it is not for the viewer.
    var tasks: List?
    var time: List?
    var costs: List?
    var related: [Related]
    var hasRelated: Bool

    init(_ matter: ScopedMatter, words: DateWords) {
        tasks = matter.tasks.map { tasks in List(tasks.map { Line($0, words) }) }
        time = matter.timeEntries.map { entries in
            List(entries.map { Line($0, words) }, total: Self.total(of: entries.compactMap(\.amount)))
        }
        costs = matter.disbursements.map { costs in
            List(costs.map { Line($0, words) }, total: Self.total(of: costs.compactMap(\.amount)))
        }
        related = matter.related.map {
            Related(path: "/matters/\($0.id)", name: $0.name, reference: $0.reference.nonEmpty)
        }
        hasRelated = !related.isEmpty
    }

    private static func total(of amounts: [ExactDecimal]) -> String? { ExactDecimal.sum(amounts)?.asMoney }
}

extension MatterWorkModel.Line {
    init(_ task: MatterTask, _ words: DateWords) {
        title = task.name
        let due = task.dueOn.map { "due \(words.day($0))" + (task.isDone ? "" : " (\(words.distance(to: $0)))") }
        // What is neither urgent nor the opposite is not worth a word.
        let priority = task.priority.flatMap { $0 == "Normal" ? nil : "\($0) priority" }
        let done = task.completedOn.map { "done \(words.day($0))" }
        facts = [
            task.status, task.isDone ? done : due, task.assignee?.spokenName, priority,
        ]
        .compactMap(\.self).joined(separator: ", ")
    }

    init(_ entry: TimeEntry, _ words: DateWords) {
        title = entry.description.isEmpty ? "Time" : entry.description
        let hours = entry.hours.map { "\($0.text()) h" }
        facts = [
            entry.workedOn.map(words.day), entry.person?.spokenName, hours, entry.amount?.asMoney,
            entry.isBillable ? nil : "not billable",
        ].compactMap(\.self).joined(separator: ", ")
    }

    init(_ cost: Disbursement, _ words: DateWords) {
        title = cost.description.isEmpty ? "Disbursement" : cost.description
        let each = cost.unitPrice.flatMap { price in
            cost.quantity.flatMap { $0 == .one ? nil : "\($0.text()) at \(price.asMoney)" }
        }
        facts = [
            cost.incurredOn.map(words.day), each,
            cost.amount.map { $0.asMoney + (cost.includesTax ? " with tax" : "") },
            cost.isAnticipated ? "expected" : nil,
        ].compactMap(\.self).joined(separator: ", ")
    }
}

extension ExactDecimal {
    /// `1,234.50`. The practice system names no currency here, so neither does the page.
    var asMoney: String {
        let text = text(placesMin: 2)
        let point = text.firstIndex(of: ".") ?? text.endIndex
        let whole = text[..<point].drop { $0 == "-" }
        let grouped = whole.reversed().enumerated().reduce(into: "") { grouped, digit in
            if digit.offset > 0, digit.offset.isMultiple(of: 3) { grouped.append(",") }
            grouped.append(digit.element)
        }
        return (text.hasPrefix("-") ? "-" : "") + String(grouped.reversed()) + text[point...]
    }
}
