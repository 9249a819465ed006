import Matters

/// A matter's status for people: a tag, a sentence, and what usually comes next.
struct MatterStatusLabel: Sendable, Equatable {
    /// The tag's CSS class. The tag's text says the same, so that no reader depends on colours.
    var kind: String
    var tag: String
    var sentence: String
    var next: String

    init(_ status: ScopedMatter.Status) {
        kind = status.rawValue.replacing("_", with: "-")
        switch status {
        case .notStarted:
            tag = "Not started"
            sentence = "Work on this matter has not started yet."
            next = "We will open the file and be in touch."
        case .inProgress:
            tag = "In progress"
            sentence = "We are working on this matter."
            next = "We carry on, and what changes shows here."
        case .waitingOnYou:
            tag = "Waiting on you"
            sentence = "We need something from you before we can go on."
            next = "Once we have what is listed below, we carry on."
        case .waitingOnOthers:
            tag = "Waiting on others"
            sentence = "We are waiting for somebody else."
            next = "Nothing for you to do. We carry on when they have acted."
        case .done:
            tag = "Done"
            sentence = "This matter has settled or is closed."
            next = "There is nothing more that you need to do."
        case .problem:
            tag = "Problem"
            sentence = "Something is holding this matter up."
            next = "Please call us so that we can sort it out together."
        case .notNeeded:
            tag = "Not needed"
            sentence = "This matter is not going ahead."
            next = "Nothing more will happen here."
        }
    }

    /// What comes next: the timeline's next step where the viewer may see it.
    func next(in timeline: [ScopedMatter.TimelineStep]?) -> String {
        guard isOpen, kind != "waiting-on-you", let step = timeline?.first(where: { $0.state == .upcoming }) else {
            return next
        }
        return "The next step is “\(step.label)”."
    }

    var isOpen: Bool { !["done", "not-needed", "problem"].contains(kind) }
}

extension ScopedMatter {
    /// One short sentence, which a screen reader is given when the matter has changed.
    var announcement: String {
        step.map { "\(name): step is now \($0)" } ?? "\(name): now \(MatterStatusLabel(status).tag.lowercased())"
    }
}
