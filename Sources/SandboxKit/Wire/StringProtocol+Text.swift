extension StringProtocol {
    /// Without leading and trailing white space.
    package var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }

    package var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
