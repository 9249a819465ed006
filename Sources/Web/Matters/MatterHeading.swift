import Matters

/// What a row of the list and a matter's own page both begin with, formatted.
struct MatterHeading: Sendable, Equatable {
    var id: String
    var name: String
    var reference: String?
    var type: String
    var status: MatterStatusLabel
    var step: String?
    var settlement: TimeText?
    var distance: String
    /// One short sentence, which a screen reader is given when the matter has changed.
    var announcement: String

    init(_ matter: ScopedMatter, _ dates: PageDateFormatter) {
        id = matter.id
        name = matter.name
        reference = matter.reference.nonEmpty
        type = matter.type
        let status = MatterStatusLabel(matter.status)
        self.status = status
        step = matter.step
        settlement = matter.settlementOn.map { TimeText($0, dates) }
        distance = matter.settlementOn.map(dates.distance) ?? ""
        let news = matter.step.map { "step is now \($0)" } ?? "now \(status.tag.lowercased())"
        announcement = "\(matter.name): \(news)"
    }
}
