import FoundationEssentials
package import Matters

/// A URL that may be called: `http` or `https`, a host, no user name, no password.
package struct TargetURL: Sendable, Equatable {
    package enum Scheme: String, Sendable { case http, https }

    package static let charactersMax = 8_192

    /// Passed to the HTTP library, which parses it again with the same parser.
    package let text: String
    package let scheme: Scheme
    /// As written, without the brackets of an IPv6 address.
    package let host: String
    package let destination: TargetHost
    package let port: Int

    /// Credentials in a URL are refused, because they would be stored and shown with it, and because with `user@host`
    /// parsers disagree about the host. Host and port are parsed by two parsers, which must agree.
    /// - Throws: `NetworkFailure.invalidURL`.
    package init(_ text: String) throws(NetworkFailure) {
        guard text.utf8.count <= Self.charactersMax, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x5C }),
            let url = URL(string: text), let scheme = url.scheme.flatMap({ Scheme(rawValue: $0.lowercased()) }),
            let authority = Authority(of: text),
            url.host(percentEncoded: true).map(Authority.withoutBrackets) == authority.host, url.port == authority.port,
            let destination = TargetHost(authority.host, isBracketed: authority.isBracketed)
        else { throw .invalidURL }
        let port = authority.port ?? (scheme == .http ? 80 : 443)
        guard (1...65_535).contains(port) else { throw .invalidURL }
        self.text = text
        self.scheme = scheme
        self.port = port
        self.host = authority.host
        self.destination = destination
    }
}

/// The part of a URL between the two slashes and the path.
private struct Authority {
    let host: String
    let isBracketed: Bool
    let port: Int?

    init?(of text: String) {
        let rest = text.drop { $0 != ":" }
        guard rest.hasPrefix("://") else { return nil }
        let authority = rest.dropFirst(3).prefix { !"/?#".contains($0) }
        isBracketed = authority.hasPrefix("[")
        let host = isBracketed ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        self.host = Self.withoutBrackets(String(host))
        let tail = authority.dropFirst(host.count)
        port = Int(tail.dropFirst())
        guard tail.isEmpty || tail == ":" || (tail.hasPrefix(":") && port != nil) else { return nil }
    }

    static func withoutBrackets(_ host: String) -> String {
        host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    }
}
