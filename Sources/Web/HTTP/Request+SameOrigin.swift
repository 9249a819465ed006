import HTTPTypes
package import Hummingbird

extension Request {
    /// Attack: a page of another site makes the visitor's browser post a form here. Browsers say where a request comes
    /// from.
    package var isSameOrigin: Bool {
        if let site = HTTPField.Name("Sec-Fetch-Site").flatMap({ headers[$0] }) {
            return site == "same-origin" || site == "none"
        }
        guard let origin = headers[.origin] else { return true }
        return origin.split(separator: "/").last.map(String.init) == head.authority
    }

    /// Attack: a host name of the attacker's that resolves to 127.0.0.1 makes a page of theirs same-origin.
    package var namesLoopbackHost: Bool {
        guard let authority = head.authority else { return false }
        let host = authority.hasPrefix("[") ? "[::1]" : String(authority.split(separator: ":").first ?? "")
        return ["127.0.0.1", "localhost", "[::1]"].contains(host)
    }
}
