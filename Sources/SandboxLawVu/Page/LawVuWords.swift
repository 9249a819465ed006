import Matters

/// How the pages write what they show.
enum LawVuWords {
    static func time(_ moment: Instant) -> String {
        String(DossierJSON.moment(moment).prefix(16)).replacing("T", with: " ")
    }

    static func clock(_ milliseconds: Int64) -> String {
        String(DossierJSON.moment(Instant(milliseconds: milliseconds)).dropFirst(11).prefix(8))
    }

    static func detail(of file: DossierFile) -> String {
        "\(file.displayID) · version \(file.version) · \((file.size + 999) / 1_000) kB · \(time(file.modifiedAt))"
    }
}
