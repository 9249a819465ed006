import Foundation
import Matters

/// The local time of the simulated firm, in which its office hours and days off are given.
struct FirmTime: Sendable {
    static let identifier = "America/New_York"
    private let zone = TimeZone(identifier: Self.identifier) ?? .gmt

    struct Moment: Sendable, Equatable {
        let date: CalendarDate
        /// Of the day, counting from 0.
        let minute: Int
    }

    /// Whether the tz database has a zone of this name.
    static func isZone(_ identifier: String) -> Bool { TimeZone(identifier: identifier) != nil }

    func moment(_ instant: Instant) -> Moment {
        let local = instant + .seconds(offsetSeconds(at: instant))
        let text = local.iso8601
        let date = CalendarDate(text.prefix(10)) ?? CalendarDate(daysSinceEpoch: 0)
        return Moment(date: date, minute: Int((local.milliseconds - date.daysSinceEpoch * 86_400_000) / 60_000))
    }

    func instant(_ moment: Moment) -> Instant {
        let local = Instant.seconds(moment.date.daysSinceEpoch * 86_400 + Int64(moment.minute) * 60)
        // Near a change of daylight saving time the offset at `local`, read as UTC, can differ from that at the instant.
        let near = local - Duration.seconds(offsetSeconds(at: local))
        return local - Duration.seconds(offsetSeconds(at: near))
    }

    private func offsetSeconds(at instant: Instant) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.epochSeconds)))
    }
}
