import FoundationEssentials
package import Matters

/// A URL that we are willing to call: `http` or `https`, a host, no user name, no password.
package struct TargetURL: Sendable, Equatable {
    package enum Scheme: String, Sendable { case http, https }

    package static let charactersMax = 8_192

    /// What is handed to the HTTP library: read once, and read again by it with the same reader.
    package let text: String
    package let scheme: Scheme
    /// Without the brackets of an IPv6 address.
    package let host: String
    package let port: Int

    /// Credentials in a URL are refused, because they would be stored and shown with it, and because `user@host` is
    /// a known way to have two readers disagree about the host.
    package init(_ text: String) throws(NetworkFailure) {
        guard text.utf8.count <= Self.charactersMax, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x5C }),
            let url = URL(string: text), let scheme = url.scheme.flatMap({ Scheme(rawValue: $0.lowercased()) }),
            let host = url.host(percentEncoded: true).map(Self.withoutBrackets), !host.isEmpty, !host.contains("%"),
            url.user == nil, url.password == nil, !Self.authority(of: text).contains("@")
        else { throw .invalidURL }
        let port = url.port ?? (scheme == .http ? 80 : 443)
        guard (1...65_535).contains(port) else { throw .invalidURL }
        (self.text, self.scheme, self.host, self.port) = (text, scheme, host, port)
    }

    private static func authority(of text: String) -> Substring {
        let rest = text.drop { $0 != ":" }.dropFirst().drop { $0 == "/" }
        return rest.prefix { !"/?#".contains($0) }
    }

    private static func withoutBrackets(_ host: String) -> String {
        host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    }
}
