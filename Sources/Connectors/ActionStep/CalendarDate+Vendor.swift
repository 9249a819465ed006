import Matters

extension CalendarDate {
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// Reads `23-May-1987`; nil for anything else.
    init?(vendorText text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let month = Self.months.firstIndex(of: parts[1].lowercased()), parts[0].utf8.count <= 2
        else { return nil }
        let (day, number) = (parts[0].utf8.count == 1 ? "0" + parts[0] : String(parts[0]), month + 1)
        self.init("\(parts[2])-\(number < 10 ? "0" : "")\(number)-\(day)")
    }
}
