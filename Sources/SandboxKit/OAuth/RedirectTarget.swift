/// The redirect URI of a client: an absolute http or https URL without a fragment.
package struct RedirectTarget: Equatable, Sendable {
    package static let charactersMax = 2_000

    package let url: String
    /// Scheme and authority, such as `http://127.0.0.1:8080`.
    package let origin: String

    package init?(_ text: String) {
        guard text.utf8.count <= Self.charactersMax,
            let scheme = ["https://", "http://"].first(where: { text.lowercased().hasPrefix($0) }),
            text.utf8.allSatisfy({ (33...126).contains($0) && !"#\"'<>\\^`{|}".utf8.contains($0) })
        else { return nil }
        let authority = text.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" }
        // Attack: user information that looks like the host; a comma or semicolon that would end the Content-Security-Policy.
        let isPlain = authority.allSatisfy { $0.isLetter || $0.isNumber || ".-:[]".contains($0) }
        guard isPlain, let first = authority.first, first != ":" else { return nil }
        url = text
        origin = scheme + authority
    }

    /// Whether the host is a loopback address.
    package var isLoopback: Bool { origin.drop { $0 != "/" }.dropFirst(2).lowercased().isLoopbackAuthority }

    package func adding(_ parameters: [(name: String, value: String?)]) -> String {
        let query = parameters.compactMap { name, value in value.map { name + "=" + $0.percentEncoded } }
        return url + (url.contains("?") ? "&" : "?") + query.joined(separator: "&")
    }
}
