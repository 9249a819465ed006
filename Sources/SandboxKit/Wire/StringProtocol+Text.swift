extension StringProtocol {
    /// Without leading and trailing white space.
    package var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }

    /// Finds typing slips: one @, with something before it and a dot after it, and no blank.
    package var isMailAddress: Bool {
        let parts = split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && !contains(" ")
    }

    package var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }

    /// Whether the host of this authority, as in a URL or a Host header, is a loopback name.
    var isLoopbackAuthority: Bool {
        let host = hasPrefix("[") ? prefix { $0 != "]" } + "]" : prefix { $0 != ":" } + ""
        return ["localhost", "127.0.0.1", "[::1]"].contains(host)
    }
}
