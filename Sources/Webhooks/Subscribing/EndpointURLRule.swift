import Matters

/// What a contract demands of the URL that its notices are sent to.
///
/// Only the text is checked here. The address behind the name is checked each time when it is dialled.
struct EndpointURLRule: Sendable {
    static let charactersMax = 2_048

    let allowsPlainHTTP: Bool
    private var schemes: [String] { allowsPlainHTTP ? ["https", "http"] : ["https"] }

    func read(_ value: JSONValue?, field: String) throws(SubscriptionFault) -> String {
        guard let text = value?.string, !text.isEmpty, text.utf8.count <= Self.charactersMax else {
            throw fault(field, "of 1 to \(Self.charactersMax) characters")
        }
        guard let authority = URLAuthority(of: text), isAllowed(authority) else {
            throw fault(field, "with a host and without a user name")
        }
        return text
    }

    private func fault(_ field: String, _ shape: String) -> SubscriptionFault {
        SubscriptionFault(field: field, hint: "Give an \(schemes.joined(separator: " or ")) URL \(shape).")
    }

    /// Credentials are refused, because they would be stored and shown with the URL.
    private func isAllowed(_ authority: URLAuthority) -> Bool {
        schemes.contains(authority.scheme) && !authority.hasCredentials && !authority.host.contains("%")
            && !authority.hasEmptyPort && (authority.port.map { (1...65_535).contains($0) } ?? true)
    }
}
