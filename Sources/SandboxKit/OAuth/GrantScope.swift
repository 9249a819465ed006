/// The resources that a grant gives access to, by name, or all.
package struct GrantScope: Equatable, Sendable {
    package static let namesMax = 100
    package static let nameCharactersMax = 40
    package static let all = GrantScope(names: ["all"])

    /// In the order of the request, without duplicates.
    package let names: [String]
    private init(names: [String]) { self.names = names }

    /// - Parameter text: names separated by spaces. Unknown names are accepted, because a client written for the real
    ///   system may request resources that the sandbox lacks.
    package init?(_ text: String) {
        let asked = text.split(separator: " ")
        guard !asked.isEmpty, asked.count <= Self.namesMax, asked.allSatisfy(Self.isName) else { return nil }
        names = asked.reduce(into: []) { names, name in
            if !names.contains(String(name)) { names.append(String(name)) }
        }
    }

    private static func isName(_ text: Substring) -> Bool {
        text.utf8.count <= nameCharactersMax && text.utf8.allSatisfy { (97...122).contains($0) }
    }

    package var text: String { names.joined(separator: " ") }
    package func opens(_ resource: String) -> Bool { names.contains("all") || names.contains(resource) }
}
