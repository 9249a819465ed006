import Matters

/// Formats dates and times for pages. Days are absolute and carry the weekday, because people act on them.
struct PageDateFormatter: Sendable {
    let zone: FirmTimeZone
    let now: Instant

    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    var today: CalendarDate { zone.local(now).date }

    /// `Fri 4 Dec 2026`
    func day(_ date: CalendarDate) -> String {
        "\(Self.weekdays[date.weekday]) \(date.day) \(Self.months[date.month - 1]) \(date.year)"
    }

    /// `today`, `tomorrow`, `in 13 days`, `2 days ago`
    func distance(to date: CalendarDate) -> String {
        switch date.daysSinceEpoch - today.daysSinceEpoch {
        case 0: "today"
        case 1: "tomorrow"
        case -1: "yesterday"
        case let days where days > 0: "in \(days) days"
        case let days: "\(-days) days ago"
        }
    }

    /// `Sat 21 Nov 2026, 2:14 pm AEST`
    func moment(_ instant: Instant) -> String {
        let local = zone.local(instant)
        return "\(day(local.date)), \(clock(local)) \(local.zoneName)"
    }

    /// `today, 2:14 pm` or `Fri 20 Nov 2026`
    func recent(_ instant: Instant) -> String {
        let local = zone.local(instant)
        return local.date == today ? "today, \(clock(local))" : day(local.date)
    }

    /// `14:00` as `2:00 pm`; text that is no such time is unchanged.
    func hour(_ text: String) -> String {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts[1].count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]),
            (0..<24).contains(hour), (0..<60).contains(minute)
        else { return text }
        return clock(hour, minute)
    }

    private func clock(_ local: FirmTimeZone.LocalTime) -> String { clock(local.hour, local.minute) }

    private func clock(_ hour: Int, _ minute: Int) -> String {
        "\(hour % 12 == 0 ? 12 : hour % 12):\(padded(minute, 2)) \(hour < 12 ? "am" : "pm")"
    }
}

/// A date or moment for people, and the same in ISO 8601 for `<time datetime>`.
struct TimeText: Sendable, Equatable {
    var machine: String
    var text: String
}

extension TimeText {
    init(_ date: CalendarDate, _ dates: PageDateFormatter) { self.init(machine: date.text, text: dates.day(date)) }
    init(moment: Instant, _ dates: PageDateFormatter) { self.init(machine: moment.iso8601, text: dates.moment(moment)) }
    init(recent: Instant, _ dates: PageDateFormatter) { self.init(machine: recent.iso8601, text: dates.recent(recent)) }
}
