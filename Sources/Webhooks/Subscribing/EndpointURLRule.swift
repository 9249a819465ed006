/// What a contract asks of the URL that its notices go to.
///
/// Only the text is judged here. The address behind the name is judged when it is dialled, each time.
struct EndpointURLRule: Sendable {
    enum Scheme: String, Sendable { case http, https }

    let schemes: [Scheme]
    let charactersMax: Int
    /// For a contract that refuses hosts by their spelling: the name or the address, without brackets, in lower case.
    var isRefusedHost: @Sendable (String) -> Bool = { _ in false }

    func read(_ value: JSONValue?, field: String) throws(SubscriptionFault) -> String {
        guard let text = value?.string, !text.isEmpty, text.utf8.count <= charactersMax else {
            throw fault(field, "of 1 to \(charactersMax) characters")
        }
        guard let host = host(of: text) else { throw fault(field, "with a host and without a user name") }
        guard !isRefusedHost(host) else {
            throw SubscriptionFault(field: field, hint: "Give a URL on the public internet.")
        }
        return text
    }

    private func fault(_ field: String, _ shape: String) -> SubscriptionFault {
        let names = schemes.map(\.rawValue).joined(separator: " or ")
        return SubscriptionFault(field: field, hint: "Give an \(names) URL \(shape).")
    }

    /// Nil when it is no URL that may be registered. Credentials are refused, because they would be stored and shown
    /// with it; a backslash, because readers disagree about the host before it.
    private func host(of text: String) -> String? {
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x5C }),
            let scheme = schemes.first(where: { text.lowercased().hasPrefix($0.rawValue + "://") })
        else { return nil }
        let authority = text.dropFirst(scheme.rawValue.count + 3).prefix { !"/?#".contains($0) }
        let isBracketed = authority.hasPrefix("[")
        let host = authority.prefix { $0 != (isBracketed ? "]" : ":") }.dropFirst(isBracketed ? 1 : 0)
        let rest = authority[host.endIndex...].dropFirst(isBracketed ? 1 : 0)
        guard !host.isEmpty, !authority.contains("@"), !host.contains("%"), Self.isPort(rest),
            !isBracketed || authority[host.endIndex...].hasPrefix("]")
        else { return nil }
        return host.lowercased()
    }

    /// Nothing, or a colon and a port.
    private static func isPort(_ text: Substring) -> Bool {
        guard let colon = text.first else { return true }
        let digits = text.dropFirst()
        return colon == ":" && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
            && (1...65_535).contains(Int(digits) ?? 0)
    }
}
