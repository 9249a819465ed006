/// What a grant opens: resources by name, or all of them.
package struct GrantScope: Equatable, Sendable {
    package static let namesMax = 100
    package static let nameCharactersMax = 40
    package static let all = GrantScope(names: ["all"])

    /// In the order in which they were asked for, each once.
    package let names: [String]
    private init(names: [String]) { self.names = names }

    /// Separated by blanks. A name that the sandbox does not know is taken too: a client that is written for the real
    /// system asks for what that has.
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
