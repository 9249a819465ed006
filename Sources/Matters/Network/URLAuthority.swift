/// The scheme, host and port of an absolute URL, read from its text: the one reader of a URL's host.
///
/// The attack: a URL whose host two readers see differently, so that one is checked and another is dialled. Only
/// visible ASCII is read, and no backslash, because readers disagree about the host before it.
package struct URLAuthority: Sendable, Equatable {
    /// In lower case.
    package let scheme: String
    /// As it was written, without the brackets of an IPv6 address.
    package let host: String
    package let isBracketed: Bool
    package let port: Int?
    /// A colon without a port behind it.
    package let hasEmptyPort: Bool
    /// Whether an `@` stands before the path.
    package let hasCredentials: Bool

    /// Nil unless it is `scheme://host`, with an optional port of digits.
    package init?(of text: String) {
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x5C }) else { return nil }
        let scheme = text.prefix { $0 != ":" }
        let rest = text[scheme.endIndex...]
        guard !scheme.isEmpty, rest.hasPrefix("://") else { return nil }
        let authority = rest.dropFirst(3).prefix { !"/?#".contains($0) }
        isBracketed = authority.hasPrefix("[")
        let host = isBracketed ? authority.dropFirst().prefix { $0 != "]" } : authority.prefix { $0 != ":" }
        var tail = authority[host.endIndex...]
        if isBracketed {
            guard tail.hasPrefix("]") else { return nil }
            tail = tail.dropFirst()
        }
        let digits = tail.dropFirst()
        port = digits.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(digits) : nil
        hasEmptyPort = tail == ":"
        hasCredentials = authority.contains("@")
        guard !host.isEmpty, tail.isEmpty || hasEmptyPort || (tail.hasPrefix(":") && port != nil) else { return nil }
        self.scheme = scheme.lowercased()
        self.host = String(host)
    }
}
