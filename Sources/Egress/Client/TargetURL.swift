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
        guard text.utf8.count <= Self.charactersMax, let authority = URLAuthority(of: text), !authority.hasCredentials,
            let scheme = Scheme(rawValue: authority.scheme), let url = URL(string: text),
            url.scheme?.lowercased() == authority.scheme, url.port == authority.port,
            url.host(percentEncoded: true).map(Self.withoutBrackets) == authority.host,
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

    private static func withoutBrackets(_ host: String) -> String {
        host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    }
}
