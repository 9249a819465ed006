import Matters

/// Moments as the firm's clock shows them, and other words of the pages.
enum DeskWords {
    /// `2026-07-02 11:00`
    static func time(_ instant: Instant) -> String {
        let moment = FirmTime().moment(instant)
        return moment.date.text + " " + timeOfDay(instant)
    }

    static func timeOfDay(_ instant: Instant) -> String {
        let minute = FirmTime().moment(instant).minute
        return padded(minute / 60, 2) + ":" + padded(minute % 60, 2)
    }

    /// The time of day to the second, for what happened a moment ago.
    static func clock(_ milliseconds: Int64) -> String {
        let instant = Instant(milliseconds: milliseconds)
        return timeOfDay(instant) + ":" + padded(instant.epochSeconds % 60, 2)
    }

    /// `no_show` as people say it.
    static func word(_ status: Consultation.Status) -> String { status.rawValue.replacing("_", with: " ") }

    static func tone(_ status: Consultation.Status) -> String {
        status.isOpen ? "good" : status == .completed ? "plain" : "bad"
    }
}
