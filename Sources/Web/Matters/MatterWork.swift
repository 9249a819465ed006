import Matters
import Storage

/// The firm's work on a matter: tasks, time, disbursements, and the related matters.
struct MatterWork: Sendable, Equatable {
    struct Line: Sendable, Equatable {
        var title: String
        var facts: String
    }

    /// One list with its total.
    struct List: Sendable, Equatable {
        var lines: [Line]
        var total: String?
    }

    /// Each list is nil when the viewer may not see it.
    var tasks: List?
    var time: List?
    var costs: List?
    var related: [ScopedMatter.RelatedLine]

    init(_ matter: ScopedMatter, dates: PageDateFormatter) {
        tasks = matter.tasks.map { tasks in List(lines: tasks.map { Line($0, dates) }) }
        time = matter.timeEntries.map { entries in
            List(lines: entries.map { Line($0, dates) }, total: Self.total(of: entries.compactMap(\.amount)))
        }
        costs = matter.disbursements.map { costs in
            List(lines: costs.map { Line($0, dates) }, total: Self.total(of: costs.compactMap(\.amount)))
        }
        related = matter.related
    }

    private static func total(of amounts: [ExactDecimal]) -> String? { ExactDecimal.sum(amounts)?.asMoney }
}

extension MatterWork.Line {
    init(_ task: MatterTask, _ dates: PageDateFormatter) {
        title = task.name
        let due = task.dueOn.map { "due \(dates.day($0))" + (task.isDone ? "" : " (\(dates.distance(to: $0)))") }
        // Only a priority that differs from the usual one is shown.
        let priority = task.priority.flatMap { $0 == "Normal" ? nil : "\($0) priority" }
        let done = task.completedOn.map { "done \(dates.day($0))" }
        facts = [
            task.status, task.isDone ? done : due, task.assignee?.firstNameFirst, priority,
        ]
        .compactMap(\.self).joined(separator: ", ")
    }

    init(_ entry: TimeEntry, _ dates: PageDateFormatter) {
        title = entry.description.isEmpty ? "Time" : entry.description
        let hours = entry.hours.map { "\($0.text()) h" }
        facts = [
            entry.workedOn.map(dates.day), entry.person?.firstNameFirst, hours, entry.amount?.asMoney,
            entry.isBillable ? nil : "not billable",
        ].compactMap(\.self).joined(separator: ", ")
    }

    init(_ cost: Disbursement, _ dates: PageDateFormatter) {
        title = cost.description.isEmpty ? "Disbursement" : cost.description
        let each = cost.unitPrice.flatMap { price in
            cost.quantity.flatMap { $0 == .one ? nil : "\($0.text()) at \(price.asMoney)" }
        }
        facts = [
            cost.incurredOn.map(dates.day), each,
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
        let groups = Array(whole.reversed()).chunks(ofCount: 3).map { String($0.reversed()) }
        return (text.hasPrefix("-") ? "-" : "") + groups.reversed().joined(separator: ",") + text[point...]
    }
}
