extension Instant {
    /// How a text without a zone is read.
    package enum Zoneless: Sendable {
        case refused
        /// Minutes east of Greenwich.
        case offset(minutes: Int)
        package static let utc = Zoneless.offset(minutes: 0)
    }

    /// Parses ISO 8601 as the practice systems write it: `2020-06-12T13:23:34+12:00`, `…Z`, up to nine digits of
    /// fraction, a space instead of the `T`, `+1200` or `+13` for the zone. Nil for anything else.
    ///
    /// Foundation's parsers either cost fifty times as much, or round milliseconds through `Double` and refuse texts
    /// without a zone, which one of the systems sends.
    package init?(iso8601 text: some StringProtocol, zoneless: Zoneless = .refused) {
        var reader = DigitReader(text)
        guard let date = reader.date(), reader.skip("T "), let timeOfDay = reader.timeOfDayMilliseconds() else {
            return nil
        }
        guard let offset = reader.offsetMinutes(zoneless: zoneless), reader.isAtEnd else { return nil }
        self.init(milliseconds: date.daysSinceEpoch * 86_400_000 + timeOfDay - Int64(offset) * 60_000)
    }

    /// `2026-06-24T10:00:00.123Z`; always three digits of fraction.
    package var iso8601: String { iso8601(offsetMinutes: 0, fractionDigits: 3) }

    /// - Parameters:
    ///   - offsetMinutes: east of Greenwich; 0 is written as `Z`.
    ///   - fractionDigits: 0 to 9; digits below a millisecond are zeros.
    package func iso8601(offsetMinutes: Int, fractionDigits: Int) -> String {
        let local = milliseconds + Int64(offsetMinutes) * 60_000
        let days = local.floorDivided(by: 86_400_000)
        let ofDay = local - days * 86_400_000
        var text = CalendarDate(daysSinceEpoch: days).text + "T"
        text += padded(ofDay / 3_600_000, 2) + ":" + padded(ofDay / 60_000 % 60, 2) + ":"
        text += padded(ofDay / 1_000 % 60, 2)
        if fractionDigits > 0 {
            let fraction = padded(ofDay % 1_000, 3) + "000000"
            text += "." + fraction.prefix(fractionDigits)
        }
        return text + Self.zoneText(offsetMinutes)
    }

    private static func zoneText(_ minutes: Int) -> String {
        guard minutes != 0 else { return "Z" }
        return (minutes < 0 ? "-" : "+") + padded(abs(minutes) / 60, 2) + ":" + padded(abs(minutes) % 60, 2)
    }
}

extension DigitReader {
    fileprivate mutating func timeOfDayMilliseconds() -> Int64? {
        guard let hour = number(2), hour < 24, skip(":"), let minute = number(2), minute < 60 else { return nil }
        var milliseconds = (hour * 60 + minute) * 60_000
        if skip(":") {
            guard let second = number(2), second < 61 else { return nil }
            milliseconds += second * 1_000
            if skip(".,") {
                guard let fraction = fractionMilliseconds() else { return nil }
                milliseconds += fraction
            }
        }
        return Int64(milliseconds)
    }

    fileprivate mutating func offsetMinutes(zoneless: Instant.Zoneless) -> Int? {
        if isAtEnd {
            guard case .offset(let minutes) = zoneless else { return nil }
            return minutes
        }
        if skip("Zz") { return 0 }
        let sign = next == 45 ? -1 : 1
        guard skip("+-"), let hours = number(2), hours < 19 else { return nil }
        if isAtEnd { return sign * hours * 60 }
        _ = skip(":")
        guard let minutes = number(2), minutes < 60 else { return nil }
        return sign * (hours * 60 + minutes)
    }
}
