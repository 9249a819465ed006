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
        (tag, sentence, next) =
            switch status {
            case .notStarted:
                ("Not started", "Work on this matter has not started yet.", "We will open the file and be in touch.")
            case .inProgress:
                ("In progress", "We are working on this matter.", "We carry on, and what changes shows here.")
            case .waitingOnYou:
                (
                    "Waiting on you", "We need something from you before we can go on.",
                    "Once we have what is listed below, we carry on."
                )
            case .waitingOnOthers:
                (
                    "Waiting on others", "We are waiting for somebody else.",
                    "Nothing for you to do. We carry on when they have acted."
                )
            case .done:
                ("Done", "This matter has settled or is closed.", "There is nothing more that you need to do.")
            case .problem:
                (
                    "Problem", "Something is holding this matter up.",
                    "Please call us so that we can sort it out together."
                )
            case .notNeeded:
                ("Not needed", "This matter is not going ahead.", "Nothing more will happen here.")
            }
    }

    /// What comes next: the timeline's next step where the viewer may see it.
    func next(in timeline: [ScopedMatter.TimelineStep]?) -> String {
        guard ["not-started", "in-progress", "waiting-on-others"].contains(kind),
            let step = timeline?.first(where: { $0.state == .upcoming })
        else { return next }
        return "The next step is “\(step.label)”."
    }
}
