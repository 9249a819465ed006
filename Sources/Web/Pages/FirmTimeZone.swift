import Foundation
import Matters

/// The time zone of a firm's pages. The only file of the pages that needs Foundation's zone tables.
struct FirmTimeZone: Sendable {
    struct LocalTime: Sendable, Equatable {
        package var date: CalendarDate
        package var hour: Int
        package var minute: Int
        /// Such as `AEDT`, or `UTC+05:30` outside Australia.
        package var zoneName: String
    }

    let identifier: String
    private let zone: TimeZone

    /// - Parameter identifier: of the tz database, such as `Australia/Brisbane`; nil for an unknown one.
    init?(identifier: String) {
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        self.identifier = identifier
        self.zone = zone
    }

    func local(_ instant: Instant) -> LocalTime {
        let moment = Date(timeIntervalSince1970: Double(instant.epochSeconds))
        let offset = Int64(zone.secondsFromGMT(for: moment))
        let seconds = instant.epochSeconds + offset
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let minutes = Int(seconds - days * 86_400) / 60
        return LocalTime(
            date: CalendarDate(daysSinceEpoch: days), hour: minutes / 60, minute: minutes % 60,
            zoneName: name(offsetSeconds: Int(offset), isSummer: zone.isDaylightSavingTime(for: moment)))
    }

    /// Unlike Foundation's abbreviations, these do not depend on the machine's language.
    private func name(offsetSeconds: Int, isSummer: Bool) -> String {
        guard identifier.hasPrefix("Australia/") else { return Self.offsetName(offsetSeconds) }
        switch offsetSeconds {
        case 28_800: return "AWST"
        case 34_200: return "ACST"
        case 36_000: return "AEST"
        case 37_800 where isSummer: return "ACDT"
        case 39_600 where isSummer: return "AEDT"
        default: return Self.offsetName(offsetSeconds)
        }
    }

    /// `Brisbane` of `Australia/Brisbane`.
    var placeName: String {
        (identifier.split(separator: "/").last.map(String.init) ?? identifier).replacing("_", with: " ")
    }

    private static func offsetName(_ seconds: Int) -> String {
        guard seconds != 0 else { return "UTC" }
        let minutes = abs(seconds) / 60
        return "UTC" + (seconds < 0 ? "-" : "+") + padded(minutes / 60, 2) + ":" + padded(minutes % 60, 2)
    }
}
