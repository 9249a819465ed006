import Matters

/// Texts of timestamps and files on the pages.
enum LawVuLabels {
    static func time(_ moment: Instant) -> String {
        String(moment.lawVuText.prefix(16)).replacing("T", with: " ")
    }

    static func clock(_ milliseconds: Int64) -> String {
        String(Instant(milliseconds: milliseconds).lawVuText.dropFirst(11).prefix(8))
    }

    static func detail(of file: LawVuFile) -> String {
        "\(file.displayID) · version \(file.version) · \((file.size + 999) / 1_000) kB · \(time(file.modifiedAt))"
    }
}
