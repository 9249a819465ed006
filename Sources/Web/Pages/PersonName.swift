import Matters

extension String {
    /// A person's name, first name first: `Fonseca, Ethan` as `Ethan Fonseca`. Companies, and all that is not plainly a
    /// last and a first name, are unchanged.
    var firstNameFirst: String {
        let parts = split(separator: ",", omittingEmptySubsequences: false)
            .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        guard parts.count == 2, parts.allSatisfy(\.isPartOfPersonName) else { return self }
        return parts[1] + " " + parts[0]
    }

    private static let companyWords: Set<String> = [
        "pty", "ltd", "limited", "inc", "llc", "llp", "plc", "co", "company", "corporation", "corp", "trust",
        "trustee", "trustees", "group", "partners", "associates", "lawyers", "solicitors", "conveyancing", "bank",
        "holdings", "services", "department", "council", "and", "the", "of",
    ]
    private static let partWordsMax = 4

    private var isPartOfPersonName: Bool {
        let words = split(separator: " ")
        return (1...Self.partWordsMax).contains(words.count) && !contains { $0.isNumber || "&/()@".contains($0) }
            && !words.contains { Self.companyWords.contains($0.lowercased().filter(\.isLetter)) }
    }
}

extension String {
    /// Nil for an empty text, so that a template can leave out the whole phrase.
    var nonEmpty: String? { isEmpty ? nil : self }
}
