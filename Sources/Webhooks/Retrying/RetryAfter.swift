package import Matters

/// The wait that an endpoint asks for in `Retry-After`: seconds, or a date.
package enum RetryAfter {
    /// The attack: an endpoint that delays its notices for years, so that they fill the disk.
    package static let longest = Duration.seconds(86_400)

    /// Nil for an unreadable header. A date in the past gives no wait.
    package static func delay(_ header: String?, at now: Instant) -> Duration? {
        guard let header, header.utf8.count <= 64 else { return nil }
        if let moment = date(header) { return min(max(moment - now, .zero), longest) }
        guard !header.isEmpty, header.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int64(header).map { $0 < 86_400 ? .seconds($0) : longest } ?? longest
    }

    private static let months = [
        "Jan": "01", "Feb": "02", "Mar": "03", "Apr": "04", "May": "05", "Jun": "06", "Jul": "07", "Aug": "08",
        "Sep": "09", "Oct": "10", "Nov": "11", "Dec": "12",
    ]

    /// `Wed, 21 Oct 2015 07:28:00 GMT`, the only form that senders must still write.
    private static func date(_ text: String) -> Instant? {
        let words = text.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", let month = months[String(words[2])] else { return nil }
        return Instant(iso8601: "\(words[3])-\(month)-\(words[1])T\(words[4])Z")
    }
}
